#include "web/sale/sandbox_routes.hpp"

#include "service/sale/order_link.hpp"
#include "web/frames.hpp"
#include "web/sale/placed_order.hpp"
#include "web/view/sale/sandbox_page.hpp"

namespace aan::web {
namespace {

ports::SandboxAct act_of(SandboxAction action) {
  switch (action) {
    case SandboxAction::pay: return ports::SandboxAct::pay;
    case SandboxAction::pay_too_little: return ports::SandboxAct::underpay;
    case SandboxAction::pay_late: return ports::SandboxAct::pay_late;
    case SandboxAction::pay_twice: return ports::SandboxAct::pay_twice;
    case SandboxAction::fail: return ports::SandboxAct::fail;
    case SandboxAction::pay_report_twice: return ports::SandboxAct::pay_report_twice;
    case SandboxAction::pay_never_report: return ports::SandboxAct::pay_report_never;
    case SandboxAction::refuse_refunds: return ports::SandboxAct::refuse_refunds;
    case SandboxAction::dispute: return ports::SandboxAct::dispute;
    case SandboxAction::win_dispute: return ports::SandboxAct::win_dispute;
    case SandboxAction::lose_dispute: return ports::SandboxAct::lose_dispute;
  }
  return ports::SandboxAct::fail;
}

// The address of this page is known to more than the buyer: processors keep it in their books. It
// leads to the order only while there is something to pay here, never to what has been bought; the
// browser that placed the order is known and always led back.
Result<bool> leads_to_order(const Storefront& front, const net::Request& request,
                            const ports::SandboxSession& session, const service::OrderLink& order) {
  const auto placed = AAN_TRY(placed_order(front, request));
  if (placed && placed->token == order.token) return true;
  return !order.is_renewed && !session.is_covered && order.is_unpaid &&
         front.use.room.clock.wall() < order.monitor_until;
}

// A signed form key says that its page showed the way to the order: whoever sends it may go there,
// also when the answer got lost and the payment is complete by now.
std::string form_key(const Storefront& front, const std::string& ref, bool leads) {
  const std::string token = new_form_key(front);
  return leads ? crypto::sign_cookie(front.use.room.keys.ring(), "counter/" + ref, token) : token;
}
bool proves_the_way(const Storefront& front, const std::string& ref, const std::string& key) {
  return crypto::verify_cookie(front.use.room.keys.ring(), "counter/" + ref, key).has_value();
}

Result<net::Response> show(const Storefront& front, const net::Request& request) {
  const std::string ref{request.param("ref")};
  const ports::SandboxSession session = AAN_TRY(front.use.sandbox->view(ref));
  const service::OrderLink order =
      AAN_TRY(service::find_order_link(front.use.room, session.intent_id));
  SandboxPayPage page;
  page.reference = order.reference;
  page.due = session.outstanding;
  page.received = session.received;
  page.is_paid = session.is_covered;
  page.is_known = !order.is_unpaid;
  page.is_given_up = order.is_given_up;
  page.has_open_dispute = session.has_open_dispute;
  page.refuses_refunds = session.refuses_refunds;
  page.action_path = "/sandbox/" + ref;
  const bool leads = AAN_TRY(leads_to_order(front, request, session, order));
  if (leads) page.order_path = "/orders/" + order.token;
  page.idempotency_key = form_key(front, ref, leads);
  return net::Response::html(render(page, private_frame(front, request, NavItem::none)))
      .make_private();
}

Result<net::Response> act(const Storefront& front, const net::Request& request) {
  const std::string ref{request.param("ref")};
  const net::FormFields form = AAN_TRY(request.form());
  const auto action = parse_sandbox_action(form.find("action").value_or(""));
  if (!action)
    return refuse(Errc::invalid, "sandbox", "Choose one of the things that can happen here.",
                  "no_such_action");
  const std::string key = form.find("idempotency_key").value_or("");
  if (key.size() < service::kIdempotencyKeyBytesMin || key.size() > 255)
    return refuse(Errc::invalid, "sandbox", "Open the page again and use its buttons.",
                  "idempotency_key");
  const ports::SandboxSession session = AAN_TRY(front.use.sandbox->view(ref));
  const service::OrderLink order =
      AAN_TRY(service::find_order_link(front.use.room, session.intent_id));
  const bool leads = AAN_TRY(leads_to_order(front, request, session, order)) ||
                     (!order.is_renewed && proves_the_way(front, ref, key));
  const auto messages =
      AAN_TRY(front.use.sandbox->act(ref, act_of(*action), key, front.use.room.clock.wall()));
  // The processor's messages go the way every provider's do: inbox first, then understood.
  for (const std::string& message : messages) AAN_TRY(front.use.jobs.take_in("sandbox", message));
  return net::Response::redirect(leads ? "/orders/" + order.token : "/sandbox/" + ref)
      .make_private();
}

}  // namespace

void add_sandbox_routes(net::Router& router, const Storefront& front) {
  if (front.use.sandbox == nullptr) return;
  router.get("/sandbox/{ref}",
             page(front, [&front](const net::Request& request) { return show(front, request); }));
  net::RouteOptions form;
  form.bodies = {net::BodyKind::form};
  form.body_bytes_max = 4096;
  router.post("/sandbox/{ref}",
              page(front, [&front](const net::Request& request) { return act(front, request); }),
              form);
}

}  // namespace aan::web
