#include "web/sandbox_routes.hpp"

#include "base/log.hpp"
#include "crypto/token.hpp"
#include "web/frames.hpp"

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
  }
  return ports::SandboxAct::fail;
}

// The order behind an attempt, with the token of its secret link.
struct Behind {
  sales::Order order;
  payment::PaymentIntent intent;
  std::string path;
};
Result<Behind> order_behind(const Storefront& front, const payment::IntentId& id) {
  std::optional<sales::Order> order;
  std::optional<payment::PaymentIntent> intent;
  AAN_TRY(front.room.store.read([&](const ports::Snapshot& at) -> Result<> {
    intent = AAN_TRY(at.payments().find_intent(id));
    if (intent) order = AAN_TRY(at.sales().find_order(intent->order_id));
    return {};
  }));
  if (!order) return fail(Errc::internal, "sandbox", "session without order");
  const crypto::Key* links = front.room.keys.find(crypto::KeyPurpose::links, order->link_key_id);
  if (links == nullptr) return fail(Errc::internal, "sandbox", "links key is gone");
  std::string path =
      "/orders/" + crypto::derive_order_token(*links, order->id.value, order->link_generation);
  return Behind{std::move(*order), std::move(*intent), std::move(path)};
}

// The address of this page is known to more than the buyer: processors keep it in their books. It
// leads to the order only while there is something to pay here, never to what has been bought.
bool leads_to_order(const Storefront& front, const ports::SandboxSession& session,
                    const Behind& behind) {
  const auto refusal = sales::refusal_of(behind.order.state);
  return session.received.amount < session.due.amount &&
         refusal == sales::DownloadRefusal::unpaid &&
         front.room.clock.wall() < behind.intent.monitor_until;
}

// A signed form key says that its page showed the way to the order: whoever sends it may go there,
// also when the answer got lost and the payment is complete by now.
std::string form_key(const Storefront& front, const std::string& ref, bool leads) {
  const std::string token = new_form_key(front);
  return leads ? crypto::sign_cookie(front.room.keys, "counter/" + ref, token) : token;
}
bool proves_the_way(const Storefront& front, const std::string& ref, const std::string& key) {
  return crypto::verify_cookie(front.room.keys, "counter/" + ref, key).has_value();
}

Result<net::Response> show(const Storefront& front, const net::Request& request) {
  const std::string ref{request.param("ref")};
  const ports::SandboxSession session = AAN_TRY(front.sandbox->view(ref));
  const Behind behind = AAN_TRY(order_behind(front, session.intent_id));
  SandboxPayPage page;
  page.reference = behind.order.reference;
  page.due = session.outstanding;
  page.received = session.received;
  page.action_path = "/sandbox/" + ref;
  const bool leads = leads_to_order(front, session, behind);
  if (leads) page.order_path = behind.path;
  page.idempotency_key = form_key(front, ref, leads);
  return net::Response::html(render(page, private_frame(front, request, NavItem::none)))
      .make_private();
}

Result<net::Response> act(const Storefront& front, const net::Request& request) {
  const std::string ref{request.param("ref")};
  const net::FormFields form = AAN_TRY(request.form());
  const auto action = parse_sandbox_action(form.find("action").value_or(""));
  if (!action)
    return refuse(Errc::invalid, "sandbox", "Choose one of the things that can happen here.");
  const std::string key = form.find("idempotency_key").value_or("");
  if (key.size() < service::kIdempotencyKeyBytesMin || key.size() > 255)
    return refuse(Errc::invalid, "sandbox", "Open the page again and use its buttons.");
  const ports::SandboxSession session = AAN_TRY(front.sandbox->view(ref));
  const Behind behind = AAN_TRY(order_behind(front, session.intent_id));
  const bool leads = leads_to_order(front, session, behind) || proves_the_way(front, ref, key);
  const auto messages =
      AAN_TRY(front.sandbox->act(ref, act_of(*action), key, front.room.clock.wall()));
  // The processor's messages go the way every provider's do: inbox first, then understood.
  for (const std::string& message : messages) AAN_TRY(front.jobs.take_in("sandbox", message));
  return net::Response::redirect(leads ? behind.path : "/sandbox/" + ref).make_private();
}

}  // namespace

void add_sandbox_routes(net::Router& router, const Storefront& front) {
  if (front.sandbox == nullptr) return;
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
