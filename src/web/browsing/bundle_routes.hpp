#pragma once
#include "web/storefront.hpp"

namespace aan::web {

/// `/bundles` and `/bundles/{slug}`: one look at the catalogue each.
void add_bundle_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
