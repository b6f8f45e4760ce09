#pragma once
#include "web/storefront.hpp"

namespace aan::web {

/// `/checkout`: review and place.
void add_checkout_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
