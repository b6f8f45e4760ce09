#pragma once
#include "web/storefront.hpp"

namespace aan::web {

/// `/orders/{token}` with its forms and receipt, `/download/{token}`.
void add_order_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
