#pragma once
#include "web/storefront.hpp"

namespace aan::web {

/// /address/{token}: where the letter to a new address leads. A look changes nothing, its button
/// makes the address count.
void add_address_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
