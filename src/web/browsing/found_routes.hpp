#pragma once
#include "web/storefront.hpp"

namespace aan::web {

/// What machines read to find the shop and its books: robots.txt, site map, feed of new books,
/// security.txt, manifest.
void add_found_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
