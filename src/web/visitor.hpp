#pragma once
#include <cstdint>

#include "base/money.hpp"
#include "net/http.hpp"
#include "web/storefront.hpp"

namespace aan::web {

/// Keeps the code of the currency that a visitor chose, as it is: it says nothing of who chose it.
inline constexpr std::string_view kCurrencyCookie = "currency";

/// All by which a page of the catalogue may differ from the same page of somebody else.
struct Visitor {
  std::int64_t in_cart = 0;
  Asset currency;  ///< in which prices are shown; one that the shop sells in
};
Visitor visitor_of(const Storefront& front, const net::Request& request);

/// The currency that this visitor chose, if the shop sells in it, else the shop's own.
Asset currency_of(const Storefront& front, const net::Request& request);

}  // namespace aan::web
