#pragma once
#include "net/router.hpp"
#include "web/storefront.hpp"

namespace aan::web {

/// The pages of a customer's library, and the button of an order's page that puts it in.
void add_library_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
