#include "adapters/pay_stripe/events.hpp"

#include <algorithm>
#include <cstdlib>

#include "adapters/pay_stripe/minor_units.hpp"
#include "base/log.hpp"

namespace aan::pay_stripe {
namespace {

using enum ports::PaymentEventKind;

Result<> check_ours(const CheckoutSession& session, const payment::PaymentIntent& intent,
                    bool is_live) {
  if (session.id != intent.provider_ref || session.intent_id != intent.id.value ||
      session.client_reference_id != intent.order_id.value)
    return fail(Errc::corrupt, "stripe.query",
                "session " + session.id + " is not of attempt " + intent.id.value);
  if (session.livemode != is_live)
    return fail(Errc::corrupt, "stripe.query", "session " + session.id + " is of the other mode");
  return {};
}

/// Collects the events of one attempt.
class Teller {
 public:
  explicit Teller(const payment::PaymentIntent& intent) : intent_(intent) {}

  ports::PaymentEvent& add(ports::PaymentEventKind kind, const std::string& about, Timestamp at) {
    ports::PaymentEvent event;
    event.provider = kProviderName;
    event.event_id = about + ":" + std::string(name_of(kind));
    event.provider_ref = intent_.provider_ref;
    event.kind = kind;
    event.at = std::max(at, intent_.created_at);
    return events_.emplace_back(std::move(event));
  }
  ports::PaymentEvent& add(ports::PaymentEventKind kind, const std::string& what,
                           const Money& amount, Timestamp at) {
    ports::PaymentEvent& event = add(kind, what, at);
    event.network_ref = what;
    event.amount = amount;
    return event;
  }
  /// A fee that cannot be written into the books is left out, as one is that nobody knows yet: the
  /// money it was taken of is there all the same.
  void fee(const BalanceMovement& movement, const std::string& payment, bool is_news) {
    if (movement.fee == 0) return;
    if (const auto amount = from_stripe(movement.fee, movement.currency))
      add(ports::PaymentEventKind::fee, movement.id, *amount, movement.created).about_ref = payment;
    else if (is_news)
      log::warn("stripe.fee_unread", {{"order", intent_.order_id.value},
                                      {"payment", payment},
                                      {"movement", movement.id},
                                      {"fee", movement.fee},
                                      {"why", amount.error().to_string()}});
  }
  std::vector<ports::PaymentEvent> take() { return std::move(events_); }

 private:
  const payment::PaymentIntent& intent_;
  std::vector<ports::PaymentEvent> events_;
};

Result<> tell_payment(Teller& teller, const CheckoutSession& session, const StripePayment& payment,
                      const payment::PaymentIntent& intent, bool is_news) {
  if (payment.status == "succeeded") {
    const Money received = AAN_TRY(from_stripe(payment.amount_received, payment.currency));
    teller.add(settled, payment.id, received, payment.created).payer_country =
        payment.payer_country;
    if (payment.movement) teller.fee(*payment.movement, payment.id, is_news);
    return {};
  }
  if (session.status != "complete") return {};  // the buyer may still try another card
  // A voucher was made out, and its buyer pays it elsewhere, or never: nothing is on its way yet,
  // and nothing has failed before Stripe says so.
  if (payment.status == "requires_action") {
    teller.add(voucher, session.id, payment.created).due_at = payment.voucher_until;
    return {};
  }
  if (payment.status == "processing") {
    // A delayed method: the buyer has done their part, the money comes in days, or not at all. Of a
    // voucher that nobody paid in time it says no more than that a bank was not heard yet.
    if (!intent.is_voucher) teller.add(seen, payment.id, intent.due, payment.created);
    return {};
  }
  if (!intent.is_voucher) teller.add(lost, payment.id, intent.due, payment.created);
  teller.add(failed, session.id, payment.created);
  return {};
}

Result<> tell_refund(Teller& teller, const StripeRefund& refund, const std::string& payment) {
  const Money amount = AAN_TRY(from_stripe(refund.amount, refund.currency));
  ports::PaymentEventKind kind = refund_processing;
  Timestamp at = refund.created;
  if (refund.status == "succeeded") kind = refund_settled;
  if (refund.status == "failed" || refund.status == "canceled") {
    kind = refund_failed;
    at = refund.failed_at.value_or(refund.created);
  }
  ports::PaymentEvent& event = teller.add(kind, refund.id, amount, at);
  event.about_ref = payment;
  event.refund_id = refund.refund_id;
  return {};
}

// Before a dispute the bank may only ask, and a lost one may be appealed: no money moves by either.
// What is over is said whether it was ever open or not: Stripe's object does not tell.
Result<> tell_dispute(Teller& teller, const StripeDispute& dispute, const std::string& payment) {
  const Money amount = AAN_TRY(from_stripe(dispute.amount, dispute.currency));
  const auto add = [&](ports::PaymentEventKind kind, Timestamp at) {
    ports::PaymentEvent& event = teller.add(kind, dispute.id, amount, at);
    event.about_ref = payment;
    event.reason = dispute.reason;
    event.due_at = dispute.due_by;
  };
  const auto add_answer = [&] {
    if (dispute.status.ends_with("_under_review")) add(answer_given, dispute.created);
    if (dispute.status.ends_with("_needs_response")) add(answer_wanted, dispute.created);
  };
  const bool is_inquiry = dispute.status.starts_with("warning_");
  if (is_inquiry) add(inquiry_opened, dispute.created);
  if (!is_inquiry || dispute.status == "warning_closed") add(inquiry_over, dispute.created);
  if (is_inquiry) add_answer();
  if (is_inquiry || dispute.status == "prevented") return {};
  add(dispute_opened, dispute.created);
  Timestamp last = dispute.created;
  for (const BalanceMovement& movement : dispute.movements) {
    add(movement.amount < 0 ? dispute_withdrawn : dispute_reinstated, movement.created);
    teller.fee(movement, payment, true);
    last = std::max(last, movement.created);
  }
  const bool is_appealed = dispute.status.starts_with("appeal_");
  const bool is_decided = dispute.status == "won" || dispute.status == "lost";
  if (is_decided) add(appeal_over, last);
  if (dispute.status == "lost" || is_appealed) add(dispute_lost, last);
  if (is_appealed) {
    add(appeal_opened, last);
    add_answer();
  }
  // Later than the loss that it reverses, also while the money is not back yet.
  if (dispute.status == "won") add(dispute_won, last + Duration::microseconds(1));
  return {};
}

}  // namespace

Result<std::vector<ports::PaymentEvent>> events_of(const AttemptState& state,
                                                   const payment::PaymentIntent& intent,
                                                   bool is_live) {
  const CheckoutSession& session = state.session;
  AAN_TRY(check_ours(session, intent, is_live));
  Teller teller(intent);
  if (session.status == "expired") teller.add(cancelled, session.id, session.created);
  if (!session.payment) return teller.take();
  const StripePayment& payment = *session.payment;
  // Asked again about what has settled, the same fee is missing still: that was said.
  const bool is_news = intent.status != payment::PaymentStatus::settled;
  AAN_TRY(tell_payment(teller, session, payment, intent, is_news));
  for (const StripeRefund& refund : state.refunds) AAN_TRY(tell_refund(teller, refund, payment.id));
  for (const StripeDispute& dispute : state.disputes)
    AAN_TRY(tell_dispute(teller, dispute, payment.id));
  return teller.take();
}

}  // namespace aan::pay_stripe
