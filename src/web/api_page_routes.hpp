#pragma once
#include "web/storefront.hpp"

namespace aan::web {

/// The API's document as pages: `/api` leads to its chapters, `/api-reference/{chapter}` says all
/// of one.
void add_api_page_routes(net::Router& router, const Storefront& front);

}  // namespace aan::web
