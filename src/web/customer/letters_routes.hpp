#pragma once
#include "web/storefront.hpp"

namespace aan::web {

/// /letters/{token}: the way out of letters about new versions. A look changes nothing; a press of
/// the button does, and so does a mail program's one click (RFC 8058).
void add_letters_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
