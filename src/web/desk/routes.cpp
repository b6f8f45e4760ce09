#include "web/desk/routes.hpp"

#include "base/text.hpp"
#include "net/failure_log.hpp"
#include "net/status.hpp"
#include "service/books/ingest.hpp"
#include "web/desk/api_key_routes.hpp"
#include "web/desk/attention_routes.hpp"
#include "web/desk/audit_routes.hpp"
#include "web/desk/book_routes.hpp"
#include "web/desk/bundle_routes.hpp"
#include "web/desk/coupon_routes.hpp"
#include "web/desk/customer_routes.hpp"
#include "web/desk/desk_page.hpp"
#include "web/desk/dispute_routes.hpp"
#include "web/desk/document_routes.hpp"
#include "web/desk/event_routes.hpp"
#include "web/desk/evidence_routes.hpp"
#include "web/desk/list_routes.hpp"
#include "web/desk/message_page.hpp"
#include "web/desk/order_routes.hpp"
#include "web/desk/overview_routes.hpp"
#include "web/desk/own_place_routes.hpp"
#include "web/desk/page_routes.hpp"
#include "web/desk/people_routes.hpp"
#include "web/desk/publisher_routes.hpp"
#include "web/desk/refund_routes.hpp"
#include "web/desk/sales_routes.hpp"
#include "web/desk/session_cookie.hpp"
#include "web/desk/settings_routes.hpp"
#include "web/desk/setup_routes.hpp"
#include "web/desk/tax_routes.hpp"
#include "web/desk/upload_routes.hpp"
#include "web/desk/way_in_routes.hpp"
#include "web/desk/webhook_routes.hpp"

namespace aan::web {
namespace {

using desk::Action;
using net::Method;

constexpr Action kNone = Action::see_overview;
constexpr std::size_t kPageFormBytesMax =
    std::size_t{256} * 1024;  // a page's text, percent-encoded
constexpr std::size_t kHeldFormBytesMax = kPageFormBytesMax + std::size_t{16} * 1024;
constexpr DeskRoute kRoutes[] = {
    {Method::get, "/desk/begin/{token}", DeskDoor::anybody, kNone, show_invitation},
    {Method::post, "/desk/begin/{token}", DeskDoor::anybody, kNone, take_invitation},
    {Method::get, "/desk/sign-in", DeskDoor::anybody, kNone, show_sign_in},
    {Method::post, "/desk/sign-in", DeskDoor::anybody, kNone, take_sign_in},
    {Method::get, "/desk/sign-out", DeskDoor::signed_in, kNone, show_sign_out},
    {Method::post, "/desk/sign-out", DeskDoor::signed_in, kNone, take_sign_out},
    {Method::get, "/desk/confirm", DeskDoor::signed_in, kNone, show_confirm},
    {Method::post, "/desk/confirm", DeskDoor::signed_in, kNone, take_confirm,
     net::Pool::interactive, 0, kHeldFormBytesMax},
    {Method::get, "/desk/me", DeskDoor::signed_in, kNone, show_own_place},
    {Method::post, "/desk/me", DeskDoor::signed_in, kNone, change_own_place},
    {Method::get, "/desk", DeskDoor::action, Action::see_overview, show_overview},
    {Method::get, "/desk/events", DeskDoor::action, Action::see_orders, send_events},
    {Method::get, "/desk/attention", DeskDoor::action, Action::see_overview, show_attention},
    {Method::post, "/desk/attention", DeskDoor::action, Action::help_buyers, change_attention},
    {Method::get, "/desk/books", DeskDoor::action, Action::see_books, show_books},
    {Method::get, "/desk/books/upload", DeskDoor::action, Action::change_books, show_upload},
    {Method::post, "/desk/books/upload", DeskDoor::action, Action::change_books, take_upload,
     net::Pool::outbound, service::kUploadBytesMax},
    {Method::get, "/desk/books/{slug}", DeskDoor::action, Action::see_books, show_book},
    {Method::post, "/desk/books/{slug}", DeskDoor::action, Action::change_books, change_book},
    {Method::post, "/desk/books/{slug}/version", DeskDoor::action, Action::change_books,
     take_version, net::Pool::outbound, service::kUploadBytesMax},
    {Method::post, "/desk/books/{slug}/cover", DeskDoor::action, Action::change_books, take_cover,
     net::Pool::outbound, service::kCoverUploadBytesMax},
    {Method::get, "/desk/lists", DeskDoor::action, Action::see_books, show_lists},
    {Method::post, "/desk/lists", DeskDoor::action, Action::change_books, send_catalogue,
     net::Pool::outbound},
    {Method::get, "/desk/lists/{run}", DeskDoor::action, Action::see_books, show_list},
    {Method::get, "/desk/lists/{run}/csv", DeskDoor::action, Action::see_books, send_list_findings},
    {Method::get, "/desk/publishers", DeskDoor::action, Action::see_books, show_publishers},
    {Method::post, "/desk/publishers", DeskDoor::action, Action::change_books, change_publishers},
    {Method::get, "/desk/disputes", DeskDoor::action, Action::see_orders, show_disputes},
    {Method::get, "/desk/orders", DeskDoor::action, Action::see_orders, show_orders},
    {Method::post, "/desk/orders", DeskDoor::action, Action::see_orders, find_orders},
    {Method::get, "/desk/orders/{order}", DeskDoor::action, Action::see_orders, show_order},
    {Method::post, "/desk/orders/{order}", DeskDoor::action, Action::help_buyers, change_order},
    {Method::get, "/desk/orders/{order}/link", DeskDoor::action, Action::manage_customers,
     lead_to_desk_order},
    {Method::post, "/desk/orders/{order}/link", DeskDoor::action, Action::manage_customers,
     renew_buyers_link},
    {Method::get, "/desk/orders/{order}/refund", DeskDoor::action, Action::refund, show_refund},
    {Method::post, "/desk/orders/{order}/refund", DeskDoor::action, Action::refund, take_refund,
     net::Pool::outbound},
    {Method::post, "/desk/orders/{order}/evidence", DeskDoor::action, Action::help_buyers,
     send_evidence},
    {Method::get, "/desk/customers", DeskDoor::action, Action::help_buyers, show_customers},
    {Method::post, "/desk/customers", DeskDoor::action, Action::help_buyers, search_customers},
    {Method::get, "/desk/customers/{customer}", DeskDoor::action, Action::help_buyers,
     show_customer},
    {Method::post, "/desk/customers/{customer}", DeskDoor::action, Action::manage_customers,
     change_customer},
    {Method::get, "/desk/documents/{name}", DeskDoor::action, Action::see_documents, send_document,
     net::Pool::heavy},
    {Method::get, "/desk/sales", DeskDoor::action, Action::see_money, show_sales},
    {Method::get, "/desk/sales/export", DeskDoor::action, Action::see_money, send_sales},
    {Method::get, "/desk/tax", DeskDoor::action, Action::see_money, show_tax},
    {Method::get, "/desk/tax/export", DeskDoor::action, Action::see_money, send_tax},
    {Method::get, "/desk/bundles", DeskDoor::action, Action::see_books, show_bundles},
    {Method::post, "/desk/bundles", DeskDoor::action, Action::change_books, change_bundles},
    {Method::get, "/desk/coupons", DeskDoor::action, Action::see_books, show_coupons},
    {Method::post, "/desk/coupons", DeskDoor::action, Action::change_books, change_coupons},
    {Method::get, "/desk/pages", DeskDoor::action, Action::see_settings, show_pages},
    {Method::get, "/desk/pages/{page}", DeskDoor::action, Action::see_settings, show_page_text},
    {Method::post, "/desk/pages/{page}", DeskDoor::action, Action::manage_shop, write_page_text,
     net::Pool::interactive, 0, kPageFormBytesMax},
    {Method::get, "/desk/keys", DeskDoor::action, Action::manage_keys, show_api_keys},
    {Method::post, "/desk/keys", DeskDoor::action, Action::manage_keys, change_api_keys},
    {Method::get, "/desk/webhooks", DeskDoor::action, Action::see_settings, show_webhooks},
    {Method::post, "/desk/webhooks", DeskDoor::action, Action::manage_webhooks, change_webhooks},
    {Method::get, "/desk/webhooks/{webhook}", DeskDoor::action, Action::see_settings, show_webhook},
    {Method::post, "/desk/webhooks/{webhook}", DeskDoor::action, Action::manage_webhooks,
     change_webhook},
    {Method::get, "/desk/settings", DeskDoor::action, Action::see_settings, show_settings},
    {Method::post, "/desk/settings", DeskDoor::action, Action::change_settings, take_settings,
     net::Pool::outbound},
    {Method::get, "/desk/setup", DeskDoor::action, Action::change_settings, show_setup},
    // A file that is on its way is not sent back for proof; books are brought in without it.
    {Method::get, "/desk/setup/book", DeskDoor::action, Action::manage_shop, show_setup_book},
    {Method::post, "/desk/setup/book", DeskDoor::action, Action::manage_shop, take_setup_book,
     net::Pool::outbound, service::kUploadBytesMax},
    {Method::get, "/desk/setup/done", DeskDoor::action, Action::change_settings, show_setup_done},
    {Method::post, "/desk/setup/done", DeskDoor::action, Action::change_settings, take_setup_done},
    {Method::get, "/desk/setup/{question}", DeskDoor::action, Action::change_settings,
     show_setup_question},
    {Method::post, "/desk/setup/{question}", DeskDoor::action, Action::change_settings,
     take_setup_answer, net::Pool::outbound},
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

// A form of this very sign-in: the page that it was on was ours and is not of an earlier visit.
bool is_own_form(const DeskFront& front, const Visit& visit) {
  const auto form = visit.request.form(kFormLimits);
  return form && is_form_token(front.room().keys.ring(), visit.who->session,
                               form->find("form_token").value_or(""));
}

// Who may not come, and what they are told; nothing: come in.
std::optional<Result<net::Response>> turned_away(const DeskRoute& route, const Visit& visit) {
  if (route.door == DeskDoor::anybody) return std::nullopt;
  if (!visit.who) return to_sign_in(visit);
  if (route.door == DeskDoor::action && !visit.may(route.action))
    return refuse(Errc::forbidden, "desk.role", "Another role is needed for this.", "desk_role",
                  role_values(visit, route.action));
  return std::nullopt;
}

Result<net::Response> pass(const DeskFront& front, const DeskRoute& route, const Visit& visit) {
  if (auto away = turned_away(route, visit)) return *std::move(away);
  if (route.door == DeskDoor::anybody) return route.handler(front, visit);
  const bool is_change = visit.request.method == Method::post;
  if (is_change && !is_own_form(front, visit))
    return refuse(Errc::forbidden, "desk.form", "This page is not of this session any more.",
                  "desk_form");
  if (is_change && route.door == DeskDoor::action && desk::needs_fresh_proof(route.action) &&
      !visit.who->is_proof_fresh)
    return ask_for_proof(front, visit);
  return route.handler(front, visit);
}

// What a page asks for by itself keeps no session open that nobody sits before.
bool is_by_itself(const net::Request& request) {
  return request.method == net::Method::get &&
         (request.path == "/desk/events" || request.header("x-by-itself").has_value());
}

Result<net::Response> meet(const DeskFront& front, const DeskRoute& route, Visit& visit) {
  visit.who =
      AAN_TRY(is_by_itself(visit.request) ? service::look_at_session(front.room(), visit.token)
                                          : service::find_session(front.room(), visit.token));
  return pass(front, route, visit);
}

net::Response said(const DeskFront& front, const Visit& visit, Result<net::Response> made) {
  if (made) return std::move(*made).make_private();
  const int status = net::status_of(made.error());
  net::log_failure(visit.request, status, made.error());
  return message_page(front, visit, status, made.error());
}

net::Response answer(const DeskFront& front, const DeskRoute& route, const net::Request& request) {
  Visit visit{request, session_token(request), std::nullopt};
  Result<net::Response> made = meet(front, route, visit);
  return said(front, visit, std::move(made));
}

// Nothing of a large body is read from whoever may not send it.
std::optional<net::Response> answer_before(const DeskFront& front, const DeskRoute& route,
                                           const net::Request& request) {
  Visit visit{request, session_token(request), std::nullopt};
  auto who = service::find_session(front.room(), visit.token);
  if (!who) return said(front, visit, std::unexpected(std::move(who).error()));
  visit.who = *std::move(who);
  if (auto away = turned_away(route, visit)) return said(front, visit, *std::move(away));
  return std::nullopt;
}

net::RouteOptions options_of(const DeskFront& front, const DeskRoute& route) {
  net::RouteOptions options;
  options.bodies = {net::BodyKind::form};
  options.body_bytes_max = route.form_bytes_max;
  // Passwords take tens of milliseconds of a core: no page or payment of a buyer waits behind them.
  options.pool = route.door == DeskDoor::action ? route.pool : net::Pool::heavy;
  if (route.upload_bytes_max == 0) return options;
  options.bodies = {net::BodyKind::upload};
  options.body_bytes_max = route.upload_bytes_max;
  options.file_bytes_max = service::kBookFileBytesMax;
  options.before_body = [&front, &route](const net::Request& request) {
    return answer_before(front, route, request);
  };
  return options;
}

// An address that the desk does not have. Who is signed in stays at the desk; a stranger reads what
// any wrong address of the shop says, and learns nothing of the desk.
net::Response answer_elsewhere(const DeskFront& front, const net::Request& request) {
  if (request.path.ends_with('/')) {
    std::string path = request.path;
    while (path.ends_with('/')) path.pop_back();
    constexpr int kPermanently = 308;
    return net::Response::redirect(path, kPermanently);
  }
  constexpr int kNotFound = 404;
  const Error nothing{
      Errc::not_found, "net.route", "", "There is nothing at this address.", {}, ""};
  Visit visit{request, session_token(request), std::nullopt};
  if (visit.token.empty()) return render_error(front.shop, request, kNotFound, nothing);
  if (auto who = service::find_session(front.room(), visit.token); who) visit.who = *std::move(who);
  if (!visit.who) return render_error(front.shop, request, kNotFound, nothing);
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::none, locale.text("desk_nowhere"), "message");
  page.main().set("SENTENCE", locale.text("desk_nowhere_text"));
  page.main().set("WHAT_TO_DO", locale.text("desk_nowhere_do"));
  page.main().set("REQUEST", request.request_id).show("TO_DESK");
  return page.finish(kNotFound);
}

}  // namespace

std::span<const DeskRoute> desk_routes() { return kRoutes; }

void add_desk_routes(net::Router& router, const DeskFront& front) {
  for (const DeskRoute& route : kRoutes)
    router.add(
        route.method, route.pattern,
        [&front, &route](const net::Request& request) { return answer(front, route, request); },
        options_of(front, route));
  router.get("/desk/{elsewhere...}",
             [&front](const net::Request& request) { return answer_elsewhere(front, request); });
}

}  // namespace aan::web
