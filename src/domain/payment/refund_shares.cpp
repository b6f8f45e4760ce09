#include "domain/payment/refund_shares.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

namespace aan::payment {

std::vector<RefundShare> share_out(const OrderFacts& facts, const Money& amount,
                                   const CanRefund& can_refund, AfterFailure after_failure) {
  std::vector<const Payment*> payments;
  for (const IntentFacts& attempt : facts.intents)
    for (const Payment& payment : attempt.payments)
      if (can_refund(payment.provider)) payments.push_back(&payment);
  std::ranges::sort(payments, std::greater<>{}, [](const Payment* payment) {
    return std::tie(payment->seen_at, payment->id.value);
  });
  std::vector<RefundShare> shares;
  std::int64_t left = amount.amount;
  for (const Payment* payment : payments) {
    std::int64_t there = refundable(facts, *payment).amount;
    if (after_failure == AfterFailure::never) there -= tried_in_vain(facts, *payment).amount;
    const Money part{std::min(left, there), payment->amount.asset};
    if (part.amount <= 0) continue;
    shares.push_back({*payment, part});
    left -= part.amount;
  }
  return shares;
}

Money refundable_in_all(const OrderFacts& facts, const CanRefund& can_refund) {
  Money sum{0, facts.order.quote.total.asset};
  const Money everything{std::numeric_limits<std::int64_t>::max(), sum.asset};
  for (const RefundShare& share : share_out(facts, everything, can_refund))
    sum.amount += share.amount.amount;
  return sum;
}

}  // namespace aan::payment
