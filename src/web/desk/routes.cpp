#include "web/desk/routes.hpp"

#include "base/text.hpp"
#include "crypto/hash.hpp"
#include "net/failure_log.hpp"
#include "net/status.hpp"
#include "web/desk/attention_routes.hpp"
#include "web/desk/audit_routes.hpp"
#include "web/desk/book_routes.hpp"
#include "web/desk/desk_page.hpp"
#include "web/desk/message_page.hpp"
#include "web/desk/order_routes.hpp"
#include "web/desk/overview_routes.hpp"
#include "web/desk/people_routes.hpp"
#include "web/desk/session_cookie.hpp"
#include "web/desk/way_in_routes.hpp"

namespace aan::web {
namespace {

using desk::Action;
using net::Method;

constexpr Action kNone = Action::see_overview;
constexpr DeskRoute kRoutes[] = {
    {Method::get, "/desk/begin/{token}", DeskDoor::anybody, kNone, show_invitation},
    {Method::post, "/desk/begin/{token}", DeskDoor::anybody, kNone, take_invitation},
    {Method::get, "/desk/sign-in", DeskDoor::anybody, kNone, show_sign_in},
    {Method::post, "/desk/sign-in", DeskDoor::anybody, kNone, take_sign_in},
    {Method::get, "/desk/sign-out", DeskDoor::signed_in, kNone, show_sign_out},
    {Method::post, "/desk/sign-out", DeskDoor::signed_in, kNone, take_sign_out},
    {Method::get, "/desk/confirm", DeskDoor::signed_in, kNone, show_confirm},
    {Method::post, "/desk/confirm", DeskDoor::signed_in, kNone, take_confirm},
    {Method::get, "/desk", DeskDoor::action, Action::see_overview, show_overview},
    {Method::get, "/desk/attention", DeskDoor::action, Action::see_overview, show_attention},
    {Method::post, "/desk/attention", DeskDoor::action, Action::help_buyers, change_attention},
    {Method::get, "/desk/books", DeskDoor::action, Action::see_books, show_books},
    {Method::get, "/desk/books/{slug}", DeskDoor::action, Action::see_books, show_book},
    {Method::post, "/desk/books/{slug}", DeskDoor::action, Action::change_books, change_book},
    {Method::get, "/desk/orders", DeskDoor::action, Action::see_orders, show_orders},
    {Method::get, "/desk/orders/{order}", DeskDoor::action, Action::see_orders, show_order},
    {Method::post, "/desk/orders/{order}", DeskDoor::action, Action::help_buyers, change_order},
    {Method::get, "/desk/people", DeskDoor::action, Action::see_people, show_people},
    {Method::post, "/desk/people", DeskDoor::action, Action::manage_people, change_people},
    {Method::get, "/desk/audit", DeskDoor::action, Action::see_audit, show_audit},
};

net::Response to_sign_in(const Visit& visit) {
  const std::string back = visit.request.method == Method::get ? visit.request.target : "";
  return net::Response::redirect(back.empty() || back == "/desk"
                                     ? "/desk/sign-in"
                                     : "/desk/sign-in?next=" + percent_encode(back));
}

// A form of this very session: the page that it was on was ours and is not of an earlier visit.
bool is_own_form(const Visit& visit) {
  const auto form = visit.request.form();
  if (!form) return false;
  return crypto::equal_constant_time(form->find("form_token").value_or(""),
                                     form_token(visit.token));
}

Result<net::Response> pass(const DeskFront& front, const DeskRoute& route, const Visit& visit) {
  if (route.door == DeskDoor::anybody) return route.handler(front, visit);
  if (!visit.who) return to_sign_in(visit);
  if (route.door == DeskDoor::action && !visit.may(route.action))
    return refuse(Errc::forbidden, "desk.role", "Another role is needed for this.", "desk_role",
                  role_values(visit, route.action));
  const bool is_change = visit.request.method == Method::post;
  if (is_change && !is_own_form(visit))
    return refuse(Errc::forbidden, "desk.form", "This page is not of this session any more.",
                  "desk_form");
  if (is_change && route.door == DeskDoor::action && desk::needs_fresh_proof(route.action) &&
      !visit.who->is_proof_fresh)
    return net::Response::redirect("/desk/confirm?next=" + percent_encode(visit.request.path));
  return route.handler(front, visit);
}

Result<net::Response> meet(const DeskFront& front, const DeskRoute& route, Visit& visit) {
  visit.who = AAN_TRY(service::find_session(front.room(), visit.token));
  return pass(front, route, visit);
}

net::Response answer(const DeskFront& front, const DeskRoute& route, const net::Request& request) {
  Visit visit{request, session_token(request), std::nullopt};
  Result<net::Response> made = meet(front, route, visit);
  if (made) return std::move(*made).make_private();
  const int status = net::status_of(made.error());
  net::log_failure(request, status, made.error());
  return message_page(front, visit, status, made.error());
}

}  // namespace

std::span<const DeskRoute> desk_routes() { return kRoutes; }

void add_desk_routes(net::Router& router, const DeskFront& front) {
  constexpr std::size_t kFormBytesMax = 8192;
  for (const DeskRoute& route : kRoutes) {
    net::RouteOptions options;
    options.bodies = {net::BodyKind::form};
    options.body_bytes_max = kFormBytesMax;
    // Passwords take tens of milliseconds of a core: buyers' pages do not wait behind them.
    if (route.door != DeskDoor::action) options.pool = net::Pool::outbound;
    router.add(
        route.method, route.pattern,
        [&front, &route](const net::Request& request) { return answer(front, route, request); },
        options);
  }
}

}  // namespace aan::web
