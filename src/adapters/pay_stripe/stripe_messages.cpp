// What comes in by the webhook: signed, and then only a hint where to look.
#include "adapters/pay_stripe/objects_json.hpp"
#include "adapters/pay_stripe/signature.hpp"
#include "adapters/pay_stripe/stripe_provider.hpp"

namespace aan::pay_stripe {
namespace {

struct SplitMessage {
  std::string_view signature;
  std::string_view body;
};
SplitMessage split_message(std::string_view message) {
  const auto end = message.find('\n');
  if (end == std::string_view::npos) return {{}, message};
  return {message.substr(0, end), message.substr(end + 1)};
}

// What became of a payout; nothing for what is said of it on its way.
std::optional<ports::PayoutWord> payout_word(const StripeEvent& event) {
  const bool has_failed = event.type == "payout.failed";
  if (event.payout.empty() || (!has_failed && event.type != "payout.paid")) return std::nullopt;
  return ports::PayoutWord{has_failed, event.payout, event.reason, event.created};
}

// Nothing can be asked back by it and no money moves: its signature is enough to tell a person.
ports::PaymentEvent fraud_warning(const StripeEvent& event) {
  ports::PaymentEvent warned;
  warned.provider = kProviderName;
  warned.event_id = event.warning + ":fraud_warned";
  warned.kind = ports::PaymentEventKind::fraud_warned;
  warned.network_ref = event.warning;
  warned.about_ref = event.payment_intent;
  warned.reason = event.reason;
  warned.at = event.created;
  return warned;
}

bool is_about_account(std::string_view type) {
  return type.starts_with("account.") || type.starts_with("capability.");
}

}  // namespace

Result<> StripeProvider::verify(std::string_view message, Timestamp now) const {
  const auto [signature, body] = split_message(message);
  return verify_signature(signature, body, options_.webhook_secrets, now);
}

Result<StripeEvent> StripeProvider::event_in(std::string_view message) const {
  auto event = parse_event(split_message(message).body);
  if (!event)
    return fail(Errc::invalid, "stripe.message", event.error().detail,
                "The message is no event of Stripe.", "message");
  if (event->livemode != is_live_)
    return fail(Errc::invalid, "stripe.message", "event " + event->id + " is of the other mode",
                "The message is of the other mode: test and live never mix.", "other_mode");
  return event;
}

Result<ports::KeptMessage> StripeProvider::keep_message(std::string_view message) const {
  const StripeEvent event = AAN_TRY(event_in(message));
  return ports::KeptMessage{event.id, write_event(event)};
}

Result<ports::PaymentMessage> StripeProvider::read_message(std::string_view kept) const {
  const StripeEvent event = AAN_TRY(event_in(kept));
  if (is_about_account(event.type)) health_.doubt();
  ports::PaymentMessage said;
  said.event_id = event.id;
  said.is_hint = true;
  said.payout = payout_word(event);
  said.provider_ref = AAN_TRY(session_behind(event));
  if (!event.warning.empty() && !said.provider_ref.empty())
    said.events.push_back(fraud_warning(event));
  return said;
}

// The session of ours that an event leads to; empty when it is about something else, such as what
// another program sells with the same account.
Result<std::string> StripeProvider::session_behind(const StripeEvent& event) const {
  const bool is_ours = event.intent_id.starts_with(store_.site() + "_");
  if (!event.session.empty()) return is_ours ? event.session : std::string();
  if (event.payment_intent.empty()) return std::string();
  if (event.intent_id.empty()) return session_paid_by(event.payment_intent);
  if (!is_ours) return std::string();
  std::optional<payment::PaymentIntent> intent;
  AAN_TRY(store_.read([&](const ports::Snapshot& at) -> Result<> {
    intent = AAN_TRY(at.payments().find_intent({event.intent_id}));
    return {};
  }));
  if (!intent) return std::string();  // forgotten with its order
  // Paid before our own commit: the name is of nothing yet, so the inbox asks once more.
  return intent->provider_ref.empty() ? event.payment_intent : intent->provider_ref;
}

Result<std::string> StripeProvider::session_paid_by(const std::string& payment_intent) const {
  for (const CheckoutSession& one : AAN_TRY(
           parse_sessions(AAN_TRY(get("/v1/checkout/sessions?payment_intent=" + payment_intent)))))
    if (one.intent_id.starts_with(store_.site() + "_")) return one.id;
  return std::string();
}

}  // namespace aan::pay_stripe
