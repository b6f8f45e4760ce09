#include "api/routes.hpp"

namespace aan::api {

void add_routes(net::Router& router, const ApiDeps& deps) {
  add_node_routes(router, deps);
  add_catalog_routes(router, deps);
  add_order_routes(router, deps);
}

net::RouteOptions public_reading() {
  net::RouteOptions options;
  options.accepts_cross_origin = true;
  options.bodies = {net::BodyKind::none};
  return options;
}

}  // namespace aan::api
