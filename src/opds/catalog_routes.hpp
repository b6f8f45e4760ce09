#pragma once
#include "opds/opds.hpp"

namespace aan::opds {

/// Everything that anybody may read: feeds, a book's own document, the search description, the
/// authentication document, and files that are free for everybody.
void add_catalog_routes(net::Router& router, const Front& front);

}  // namespace aan::opds
