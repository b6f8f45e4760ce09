#pragma once
#include "web/storefront.hpp"

namespace aan::web {

/// `/gifts/{token}`: what a gift is, claiming it, and what whoever claimed it fetches.
void add_gift_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
