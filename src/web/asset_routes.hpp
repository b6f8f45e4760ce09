#pragma once
#include "net/router.hpp"

namespace aan::web {

/// Style sheets, icons, robots.txt: compressed once, at start.
void add_asset_routes(net::Router& router);

}  // namespace aan::web
