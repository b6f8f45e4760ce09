#pragma once
#include "web/storefront.hpp"

namespace aan::web {

/// `/help`, `/about`, `/about-fallback`, `/terms` and `/terms/{version}`.
void add_text_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
