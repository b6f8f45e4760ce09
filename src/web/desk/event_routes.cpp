#include "web/desk/event_routes.hpp"

namespace aan::web {

Result<net::Response> send_events(const DeskFront& front, const Visit& visit) {
  if (front.events == nullptr) return fail(Errc::not_found, "desk.events", "nobody tells events");
  const auto may_stay = [&room = front.room(), token = visit.token] {
    const auto who = service::look_at_session(room, token);
    return who && *who && desk::is_allowed((*who)->person.role, desk::Action::see_orders);
  };
  return front.events->answer(visit.request, {"person:" + visit.person().name, may_stay});
}

}  // namespace aan::web
