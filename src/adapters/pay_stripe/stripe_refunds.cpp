#include "adapters/pay_stripe/minor_units.hpp"
#include "adapters/pay_stripe/reversals_json.hpp"
#include "adapters/pay_stripe/stripe_provider.hpp"

namespace aan::pay_stripe {
namespace {

Result<ports::RefundAnswer> answer_of(const StripeRefund& refund) {
  if (refund.status == "failed" || refund.status == "canceled")
    return fail(Errc::conflict, "stripe.refund", "refund " + refund.id + " is " + refund.status, {},
                "refund_failed");
  return ports::RefundAnswer{refund.id, refund.status == "succeeded"
                                            ? payment::RefundState::settled
                                            : payment::RefundState::processing};
}

// What Stripe will not do later either is a conflict; an empty balance fills up again.
Error judged(Error error) {
  if (error.code == Errc::conflict || error.reason == "balance_insufficient" ||
      error.reason == "insufficient_funds")
    error.code = Errc::unavailable;
  else if (error.code == Errc::upstream_rejected)
    error.code = Errc::conflict;
  return error;
}

}  // namespace

Result<ports::RefundAnswer> StripeProvider::refund(const payment::Payment& payment,
                                                   const payment::Refund& refund) {
  // Stripe forgets idempotency keys after a day, and we never give an effect up.
  for (const StripeRefund& known : AAN_TRY(refunds_of(payment.network_ref)))
    if (known.refund_id == refund.id.value) return answer_of(known);
  Form form;
  form.put("payment_intent", payment.network_ref)
      .put("amount", AAN_TRY(to_stripe(refund.amount)))
      .put("metadata[refund_id]", refund.id.value)
      .put("metadata[order_id]", refund.order_id.value)
      .put("metadata[intent_id]", payment.intent_id.value);
  auto answer = post("/v1/refunds", form, "refund:" + refund.id.value);
  if (!answer) return std::unexpected(judged(std::move(answer).error()));
  return answer_of(AAN_TRY(parse_refund(*answer)));
}

}  // namespace aan::pay_stripe
