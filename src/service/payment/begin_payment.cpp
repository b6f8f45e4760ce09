#include "service/payment/begin_payment.hpp"

#include "domain/payment/order_sums.hpp"
#include "service/payment/attempt_provider.hpp"
#include "service/payment/offered.hpp"
#include "service/payment/order_facts.hpp"
#include "service/payment/settle_order.hpp"
#include "service/payment/stop_attempt.hpp"
#include "service/sale/keep_hold.hpp"

namespace aan::service {
namespace {

// A card page stays open for so much longer than half an hour, whichever clock is slow: who pays
// it while it is open is not late.
constexpr Duration kCardPageSlack = Duration::minutes(6);

std::unexpected<Error> other_money() {
  return refuse(Errc::conflict, "payment",
                "Play money and real money never meet in one order. Place it anew.", "other_money");
}

std::unexpected<Error> attempt_stopped() {
  return refuse(Errc::conflict, "payment.begin", "This attempt to pay was given up.",
                "attempt_stopped");
}

std::unexpected<Error> already_paid() {
  return refuse(Errc::conflict, "payment.retry", "This order is paid already.", "already_paid");
}

}  // namespace

Result<payment::PaymentIntent> BeginPayment::add_attempt(ports::UnitOfWork& unit,
                                                         const sales::OrderId& order,
                                                         const Money& due,
                                                         const ports::ProviderDescription& by,
                                                         Timestamp now) {
  payment::PaymentIntent intent;
  intent.id = room_.ids.make<payment::IntentId>();
  intent.order_id = order;
  intent.provider = by.provider;
  intent.method = by.method;
  intent.due = due;
  intent.created_at = now;
  intent.expires_at = now + payment::kIntentExpiresAfter;
  if (by.is_card) intent.expires_at = intent.expires_at + kCardPageSlack;
  intent.monitor_until = now + payment::kIntentMonitoredFor;
  AAN_TRY(unit.payments().add_intent(intent));
  ports::QueuedJob job;
  job.id = room_.ids.make<ports::JobId>();
  job.kind = "payment.begin";
  job.dedupe_key = "begin:" + intent.id.value;
  job.payload = intent.id.value;
  // The request that placed the order begins the payment itself; the queue is for when it cannot.
  job.due_at = now + Duration::seconds(10);
  AAN_TRY(unit.queues().enqueue(job));
  return intent;
}

Result<std::string> BeginPayment::begin(const payment::IntentId& id) {
  std::optional<payment::PaymentIntent> intent;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& now) -> Result<> {
    intent = AAN_TRY(now.payments().find_intent(id));
    return {};
  }));
  if (!intent) return fail(Errc::not_found, "payment.begin", "no attempt " + id.value);
  if (!intent->prompt_url.empty()) return intent->prompt_url;
  if (intent->is_cancelled) return attempt_stopped();
  const AttemptProvider with =
      AAN_TRY(provider_of(room_, providers_, intent->order_id, intent->provider));
  if (with.is_left_of_test()) return other_money();
  if (with.provider == nullptr)
    return fail(Errc::unavailable, "payment.begin", "no provider " + intent->provider,
                "This way to pay is not available now.", "method_rests");
  if (!is_offered(*with.provider)) {
    AAN_TRY(stop_unoffered(id));
    return attempt_stopped();
  }
  const auto begun = with.provider->begin(*intent);
  if (!begun)
    return fail(
        Errc::unavailable, "payment.begin", intent->provider + ": " + begun.error().to_string(),
        "This way to pay does not answer at the moment. Nothing was charged.", "method_rests");
  const ports::PaymentPrompt& prompt = *begun;
  const Timestamp now = room_.clock.wall();
  AAN_TRY(room_.store.write("payment.prompt", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.payments().set_prompt(id, prompt.provider_ref, prompt.url));
    // Given up while the provider was asked: what was just opened there is closed again.
    const auto stored = AAN_TRY(unit.payments().find_intent(id));
    if (stored && stored->is_cancelled) AAN_TRY(stop_attempt(room_, unit, *stored, now));
    return {};
  }));
  return prompt.url;
}

// Its way to pay was switched off before its counter was opened: the buyer chooses among those that
// there are.
Result<> BeginPayment::stop_unoffered(const payment::IntentId& id) {
  const Timestamp now = room_.clock.wall();
  return room_.store.write("payment.unoffered", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto stored = AAN_TRY(unit.payments().find_intent(id));
    if (!stored || stored->is_cancelled || !stored->prompt_url.empty()) return {};
    AAN_TRY(stop_attempt(room_, unit, *stored, now));
    AAN_TRY(apply_settlement(room_, providers_, unit, stored->order_id, now));
    return {};
  });
}

Result<std::string> BeginPayment::retry(const std::string& order_token, const std::string& method,
                                        const std::string& idempotency_key,
                                        const std::string& holder) {
  const IdempotentRequest request =
      AAN_TRY(IdempotentRequest::create("payment", idempotency_key, order_token + "|" + method));
  const Timestamp now = room_.clock.wall();
  payment::IntentId id;
  AAN_TRY(room_.store.write("payment.retry", [&](ports::UnitOfWork& unit) -> Result<> {
    if (auto answer = AAN_TRY(find_answer(room_, unit.sales(), request))) {
      id.value = *answer;
      return {};
    }
    const ports::PaymentProvider* chosen = AAN_TRY(providers_.choose(method));
    const auto order = AAN_TRY(unit.sales().find_order_by_token(crypto::token_digest(order_token)));
    if (!order)
      return refuse(Errc::not_found, "payment.retry", "There is no such order.", "no_such_order");
    const auto events = AAN_TRY(unit.sales().order_events(order->id));
    AAN_TRY(sales::may_attempt(*order, events, now));
    if (chosen->describe().is_sandbox != order->is_sandbox) return other_money();
    const Money due = payment::missing_of(
        AAN_TRY(gather_facts(unit.sales(), unit.payments(), unit.ledger(), *order)));
    if (due.is_zero()) return already_paid();
    AAN_TRY(Providers::check_amount(*chosen, due));
    const auto earlier = AAN_TRY(unit.payments().intents_of(order->id));
    if (earlier.size() >= payment::kAttemptsMax)
      return refuse(Errc::limited, "payment.retry",
                    "This order was tried to be paid as often as the shop allows. Pay by the last "
                    "way that was begun, or place the order anew.",
                    "attempts_used_up");
    // A voucher cannot be taken back: it may be paid all the same.
    for (const payment::PaymentIntent& before : earlier)
      if (before.status == payment::PaymentStatus::new_ && !payment::waits_for_voucher(before))
        AAN_TRY(stop_attempt(room_, unit, before, now));
    // Nobody is asked to pay for what could not be delivered.
    AAN_TRY(hold_again(room_, unit, *order, events, holder_digest(room_, holder), now));
    id = AAN_TRY(add_attempt(unit, order->id, due, chosen->describe(), now)).id;
    AAN_TRY(unit.sales().add_order_event(order->id, {"attempt", method, now}));
    AAN_TRY(apply_settlement(room_, providers_, unit, order->id, now));
    return keep_answer(room_, unit.sales(), request, id.value, now);
  }));
  return begin(id);
}

}  // namespace aan::service
