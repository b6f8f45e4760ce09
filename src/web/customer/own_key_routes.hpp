#pragma once
#include "net/router.hpp"
#include "web/storefront.hpp"

namespace aan::web {

/// A library opened by a key of SSH or by a passkey; keys added and removed.
void add_own_key_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
