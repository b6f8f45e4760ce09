#include "service/payment/refundable.hpp"

#include "domain/payment/order_sums.hpp"
#include "domain/payment/refund_shares.hpp"
#include "domain/sales/claim.hpp"
#include "service/payment/reserve_refunds.hpp"

namespace aan::service {

Money refundable_of(const OrderView& view, const Providers& providers) {
  payment::OrderFacts facts;
  facts.order = view.order;
  for (const AttemptView& attempt : view.attempts) {
    payment::IntentFacts& intent = facts.intents.emplace_back();
    intent.intent = attempt.intent;
    for (const payment::Payment& one : view.payments)
      if (one.intent_id == attempt.intent.id) intent.payments.push_back(one);
  }
  facts.refunds = view.refunds;
  facts.disputes = view.disputes;
  return payment::refundable_in_all(facts, can_refund_of(providers, facts.order));
}

std::string claim_of(const OrderView& view, const Providers& providers) {
  if (view.is_left_of_test) return {};
  const std::int64_t owed = payment::owed_and_unasked(
      view.refund_due.amount, view.refunds, payment::price_sold(view.order, view.order.state));
  return owed > refundable_of(view, providers).amount ? sales::claim_reference(view.order.reference)
                                                      : std::string();
}

}  // namespace aan::service
