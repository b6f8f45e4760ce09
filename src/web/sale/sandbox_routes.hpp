#pragma once
#include "web/storefront.hpp"

namespace aan::web {

/// `/sandbox/{ref}`: the pages of the play-money processor; none when it is not offered.
void add_sandbox_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
