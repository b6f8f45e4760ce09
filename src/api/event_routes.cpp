#include "api/desk_routes.hpp"
#include "net/feed.hpp"
#include "service/desk/api_keys.hpp"

namespace aan::api {

// Open for as long as the key may: one that is ended or runs out ends what it opened.
net::Response answer_events(const DeskApi& desk, const net::Request& request) {
  return with_key(desk, request, [&](const desk::ApiKey& key) -> Result<net::Response> {
    if (!desk::may(key, desk::Action::see_orders))
      return refuse(Errc::forbidden, "api.events", "This key may not see_orders.", "api_key_scope");
    if (desk.events == nullptr) return fail(Errc::not_found, "api.events", "nobody tells events");
    const auto may_stay = [&room = desk.room, token = token_sent(request)] {
      const auto still = service::find_api_key(room, token);
      return still && *still && desk::may(**still, desk::Action::see_orders);
    };
    return desk.events->answer(request, {service::actor_of(key), may_stay});
  });
}

void add_event_routes(net::Router& router, const DeskApi& desk) {
  net::RouteOptions reading;
  reading.bodies = {net::BodyKind::none};
  router.get(
      "/api/v1/events",
      [&desk](const net::Request& request) { return answer_events(desk, request); }, reading);
}

}  // namespace aan::api
