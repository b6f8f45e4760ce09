#pragma once
#include "web/storefront.hpp"

namespace aan::web {

/// What licence keys are verified with, for programs of anybody: `/licences/key.pem`, and
/// `/licences/revoked`, signed, of those that are no good any more.
void add_licence_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
