#pragma once
#include "web/storefront.hpp"

namespace aan::web {

/// `/`, `/books`, `/books/{slug}`, its sample, `/search`, `/covers/{cid}.jpg`.
void add_browse_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
