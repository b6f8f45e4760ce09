#pragma once
#include "web/storefront.hpp"

namespace aan::web {

/// `/return/{attempt}`: where card processors send buyers back to, paid or not.
void add_return_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
