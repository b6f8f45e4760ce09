#pragma once
#include "net/router.hpp"
#include "web/storefront.hpp"

namespace aan::web {

/// POST /currency: `currency` (a code, of one that is charged or shown about) and `back` (a path of
/// the shop, where the choice was made).
void add_currency_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
