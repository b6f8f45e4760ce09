#include "service/payment/follow_refunds.hpp"

#include <algorithm>
#include <set>

#include "service/payment/ask_about.hpp"

namespace aan::service {
namespace {

constexpr std::int64_t kOrdersARound = 200;

// The attempts whose payments are on their way back.
Result<std::vector<payment::PaymentIntent>> attempts_of(const ports::Snapshot& at,
                                                        const sales::OrderId& order) {
  std::set<std::string> payments;
  for (const payment::Refund& refund : AAN_TRY(at.payments().refunds_of(order)))
    if (refund.state == payment::RefundState::processing) payments.insert(refund.payment_id.value);
  std::set<std::string> wanted;
  for (const payment::Payment& payment : AAN_TRY(at.payments().payments_of(order)))
    if (payments.contains(payment.id.value)) wanted.insert(payment.intent_id.value);
  std::vector<payment::PaymentIntent> attempts = AAN_TRY(at.payments().intents_of(order));
  std::erase_if(attempts, [&](const auto& one) { return !wanted.contains(one.id.value); });
  return attempts;
}

}  // namespace

Result<std::int64_t> follow_refunds(const Room& room, const Providers& providers,
                                    ConfirmPayment& confirm) {
  const ports::RefundPatience patience{
      .requested_before = {}, .processing_before = room.clock.wall() - kRefundFollowedAfter};
  std::vector<payment::PaymentIntent> attempts;
  std::int64_t orders = 0;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    attempts.clear();
    const auto stuck = AAN_TRY(at.attention().refunds_stuck(patience, kOrdersARound));
    orders = std::ssize(stuck);
    for (const ports::OrderInTrouble& one : stuck)
      for (payment::PaymentIntent& attempt : AAN_TRY(attempts_of(at, one.id)))
        attempts.push_back(std::move(attempt));
    return {};
  }));
  AAN_TRY(ask_about(room, providers, confirm, attempts));
  return orders;
}

}  // namespace aan::service
