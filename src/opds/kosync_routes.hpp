#pragma once
#include "opds/opds.hpp"

namespace aan::opds {

/// KOReader's progress protocol below /kosync, for the login of reading apps: places of a library's
/// books, in step with the shop's own pages.
void add_kosync_routes(net::Router& router, const Front& front);

}  // namespace aan::opds
