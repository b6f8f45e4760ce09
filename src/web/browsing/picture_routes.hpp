#pragma once
#include "web/storefront.hpp"

namespace aan::web {

void add_picture_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
