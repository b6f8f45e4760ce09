#pragma once
#include "opds/opds.hpp"

namespace aan::opds {

/// What a buyer bought, behind the reader password of their library (HTTP Basic, RFC 7617): the
/// shelf in both forms, and its files.
void add_shelf_routes(net::Router& router, const Front& front);

}  // namespace aan::opds
