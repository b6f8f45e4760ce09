#pragma once
#include "web/storefront.hpp"

namespace aan::web {

/// `/cart`, `/cart/add`, `/cart/remove`: the cart in its cookie.
void add_cart_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
