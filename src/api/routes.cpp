#include "api/routes.hpp"

namespace aan::api {

void add_routes(net::Router& router, const service::UseCases& use, AnswerCache& answers,
                const DeskApi& desk) {
  add_node_routes(router, use);
  add_catalog_routes(router, use.room, use.index, answers);
  add_upstream_routes(router, use, answers);
  add_order_routes(router, use);
  add_place_routes(router, use);
  add_licence_routes(router, use);
  add_webhook_routes(router, use);
  add_desk_routes(router, desk);
  add_sandbox_routes(router, use, desk);
  add_event_routes(router, desk);
}

net::RouteOptions public_reading() {
  net::RouteOptions options;
  options.accepts_cross_origin = true;
  options.bodies = {net::BodyKind::none};
  return options;
}

}  // namespace aan::api
