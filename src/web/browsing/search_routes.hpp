#pragma once
#include "web/storefront.hpp"

namespace aan::web {

void add_search_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
