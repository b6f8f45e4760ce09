#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/money.hpp"
#include "domain/catalog/about_rate.hpp"
#include "net/http.hpp"
#include "web/storefront.hpp"

namespace aan::web {

/// Keeps the code of the currency that a visitor chose, as it is: it says nothing of who chose it.
/// One that is not charged is shown about, beside the shop's own.
inline constexpr std::string_view kCurrencyCookie = "currency";
/// A route whose address names a currency has it under this name.
inline constexpr std::string_view kCurrencyParam = "currency";

/// All by which a page of the catalogue may differ from the same page of somebody else.
struct Visitor {
  std::int64_t in_cart = 0;
  std::string_view language = "en";  ///< of the page: a code of `locale_codes`
  Asset currency;                    ///< in which prices are shown; one that the shop sells in
  std::optional<catalog::AboutRate> about = {};  ///< by which they are shown beside, about
};
Visitor visitor_of(const Storefront& front, const net::Request& request);

/// The currency that the address names, else the one that this visitor chose, if the shop sells in
/// it, else the shop's own.
Asset currency_of(const Storefront& front, const net::Request& request);
/// Keeps for long that the visitor chose this currency, of those that are charged or shown about.
/// Errors: invalid "currency_not_sold".
Result<> choose_currency(const Storefront& front, const net::Request& request,
                         net::Response& response, std::string_view code);
/// The rates by which amounts are shown now, without those that are too old.
std::vector<catalog::AboutRate> about_rates_of(const Storefront& front);

}  // namespace aan::web
