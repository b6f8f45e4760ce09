#pragma once
#include "net/router.hpp"
#include "web/storefront.hpp"

namespace aan::web {

/// POST /language: `language` (a code of `locale_codes`) and `back` (a path of the shop, where the
/// choice was made). Doing it again changes nothing.
void add_language_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
