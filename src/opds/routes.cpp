#include "opds/catalog_routes.hpp"
#include "opds/kosync_routes.hpp"
#include "opds/opds.hpp"
#include "opds/shelf_routes.hpp"

namespace aan::opds {

void add_routes(net::Router& router, const Front& front) {
  add_catalog_routes(router, front);
  add_shelf_routes(router, front);
  add_kosync_routes(router, front);
}

}  // namespace aan::opds
