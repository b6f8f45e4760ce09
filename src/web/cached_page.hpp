#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "net/router.hpp"
#include "web/storefront.hpp"
#include "web/visitor.hpp"

namespace aan::web {

/// Makes a page of the catalogue; nothing on it may differ by visitor but by what `visitor` says.
using PageMaker = Result<std::string> (*)(const Storefront& front, const net::Request& request,
                                          const Visitor& visitor);

/// The address that a page reads: what the visitor sent beyond it makes no other page. An error:
/// the page refuses such an address.
using PageAddress = Result<std::string> (*)(const net::Request& request);
/// The path alone, without the language that it may name.
Result<std::string> plain_address(const net::Request& request);

/// Where a page that is not there has gone, if it has; nothing: it is not there.
using PageMoved = Result<std::optional<std::string>> (*)(const Storefront& front,
                                                         const net::Request& request);

/// A page that is made once for an address, a number in the cart, a language, a currency, what
/// prices are shown about in, the shop's own pages and a generation of the catalogue, and then
/// given out as bytes on the I/O thread. It has an address in each language too.
/// `moved_status`: 301 where it has gone for good.
void add_cached_page(net::Router& router, const Storefront& front, std::string_view pattern,
                     PageMaker make, PageAddress address, PageMoved moved = nullptr,
                     int moved_status = 302);

}  // namespace aan::web
