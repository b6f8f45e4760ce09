#pragma once
#include "web/storefront.hpp"

namespace aan::web {

/// Style sheets, icons, robots.txt: compressed once, at start.
void add_asset_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
