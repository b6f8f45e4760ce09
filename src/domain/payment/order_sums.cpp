#include "domain/payment/order_sums.hpp"

#include <algorithm>
#include <tuple>

#include "base/check.hpp"
#include "domain/tax/amounts.hpp"

namespace aan::payment {
namespace {

using sales::OrderState;

// The payment by that name, if it is settled now.
const Payment* settled_payment(const OrderFacts& facts, const PaymentId& id) {
  for (const IntentFacts& attempt : facts.intents)
    for (const Payment& payment : attempt.payments)
      if (payment.id == id) return payment.state == FactState::settled ? &payment : nullptr;
  return nullptr;
}

// A bank that lost word of nothing: the money is with it, or nobody has said where it is.
bool is_gone(const Dispute& dispute) {
  return dispute.state == DisputeState::lost && (dispute.is_withdrawn || dispute.funds_at.us == 0);
}

template <class Counts>
std::int64_t refunds_of(const OrderFacts& facts, const PaymentId& id, Counts counts) {
  std::int64_t sum = 0;
  for (const Refund& refund : facts.refunds)
    if (refund.payment_id == id && counts(refund)) sum += refund.amount.amount;
  return sum;
}

std::int64_t disputed_of(const OrderFacts& facts, const PaymentId& id) {
  std::int64_t sum = 0;
  for (const Dispute& dispute : facts.disputes)
    if (dispute.payment_id == id && dispute.state != DisputeState::won)
      sum += dispute.amount.amount;
  return sum;
}

bool is_not_failed(const Refund& refund) { return refund.state != RefundState::failed; }

// In an order that their arrival does not change.
std::vector<RefundParts> moved_refunds(const OrderFacts& facts) {
  std::vector<RefundParts> moved;
  for (const Refund& refund : facts.refunds)
    if (is_moved(refund.state)) moved.push_back({&refund});
  std::ranges::sort(moved, {}, [](const RefundParts& parts) {
    const Refund& refund = *parts.refund;
    return std::tie(refund.requested_at, refund.network_ref, refund.id.value);
  });
  return moved;
}

// What refunds of one kind take from `left`, the part of what is owed that is still here.
template <class IsOfKind>
void take(std::vector<RefundParts>& refunds, std::int64_t& left, IsOfKind is_of_kind) {
  for (RefundParts& parts : refunds) {
    if (!is_of_kind(*parts.refund)) continue;
    parts.owed = std::min(left, parts.refund->amount.amount);
    left -= parts.owed;
  }
}

void take_disputes(OrderSums& sums, const OrderFacts& facts, std::int64_t price,
                   std::int64_t left) {
  std::int64_t gone = 0;
  for (const Dispute& dispute : facts.disputes) {
    const bool is_settled = settled_payment(facts, dispute.payment_id) != nullptr;
    const std::int64_t amount = dispute.amount.amount;
    if (is_settled && dispute.state == DisputeState::open) sums.has_open_dispute = true;
    if (is_settled && is_gone(dispute)) gone += amount;
    if (dispute.state != DisputeState::lost || !dispute.is_withdrawn) continue;
    if (is_settled)
      sums.banked.push_back({&dispute, 0, 0});
    else
      sums.losses += amount;
  }
  // In an order that their arrival does not change.
  std::ranges::sort(sums.banked, {}, [](const BankedParts& parts) {
    const Dispute& dispute = *parts.dispute;
    return std::tie(dispute.opened_at, dispute.network_ref, dispute.id.value);
  });
  // What was given back of the price already cannot be sold less once more.
  std::int64_t standing = std::max<std::int64_t>(0, price - sums.price_gone_back);
  for (BankedParts& parts : sums.banked) {
    parts.owed = std::min(left - sums.banked_owed, parts.dispute->amount.amount);
    const std::int64_t beyond = parts.dispute->amount.amount - parts.owed;
    parts.price = std::min(standing, beyond);
    standing -= parts.price;
    sums.banked_owed += parts.owed;
    sums.price_banked += parts.price;
    sums.losses += beyond - parts.price;
  }
  sums.price_lost = price > 0 ? std::max<std::int64_t>(0, gone - left) : 0;
}

}  // namespace

bool was_delivered(OrderState state) {
  switch (state) {
    case OrderState::open:
    case OrderState::pending:
    case OrderState::cancelled: return false;
    case OrderState::paid:
    case OrderState::fulfilled:
    case OrderState::refunded:
    case OrderState::disputed:
    case OrderState::charged_back:
    case OrderState::payment_lost: return true;
  }
  return false;
}

Money counted_for_price(const OrderFacts& facts) {
  const bool is_sold = was_delivered(facts.order.state);
  std::int64_t sum = 0;
  for (const IntentFacts& attempt : facts.intents)
    for (const Payment& payment : attempt.payments) {
      if (payment.state != FactState::settled) continue;
      const std::int64_t gone =
          is_sold
              ? refunds_of(facts, payment.id,
                           [](const Refund& refund) {
                             return is_not_failed(refund) && refund.reason == RefundReason::owed;
                           })
              : refunds_of(facts, payment.id, is_not_failed) + disputed_of(facts, payment.id);
      sum += std::max<std::int64_t>(0, payment.amount.amount - gone);
    }
  return {sum, facts.order.quote.total.asset};
}

Money missing(const Money& total, const Money& counted) {
  AAN_CHECK(counted.asset == total.asset);
  if (counted.amount >= total.amount) return {0, total.asset};
  return {total.amount - counted.amount, total.asset};
}

Money missing_of(const OrderFacts& facts) {
  return missing(facts.order.quote.total, counted_for_price(facts));
}

Money refundable(const OrderFacts& facts, const Payment& payment) {
  if (payment.state != FactState::settled) return {0, payment.amount.asset};
  const std::int64_t gone =
      refunds_of(facts, payment.id, is_not_failed) + disputed_of(facts, payment.id);
  return {std::max<std::int64_t>(0, payment.amount.amount - gone), payment.amount.asset};
}

Money tried_in_vain(const OrderFacts& facts, const Payment& payment) {
  const std::int64_t failed = refunds_of(facts, payment.id, [](const Refund& refund) {
    return !is_not_failed(refund) && refund.reason == RefundReason::owed;
  });
  return {std::min(failed, refundable(facts, payment).amount), payment.amount.asset};
}

TaxBack tax_back(const OrderSums& sums, std::int64_t price, std::int64_t tax) {
  TaxBack back;
  back.returned = tax::belonging_to(sums.price_gone_back, price, tax);
  back.charged_back =
      tax::belonging_to(sums.price_gone_back + sums.price_banked, price, tax) - back.returned;
  return back;
}

std::int64_t price_sold(const sales::Order& order, sales::OrderState state) {
  const bool is_sold = was_delivered(state) && state != sales::OrderState::payment_lost;
  return is_sold ? order.quote.total.amount : 0;
}

std::int64_t owed_and_unasked(std::int64_t owed, std::span<const Refund> refunds,
                              std::int64_t price) {
  for (const Refund& refund : refunds)
    if (refund.state == RefundState::requested &&
        (refund.reason == RefundReason::owed || price == 0))
      owed -= refund.amount.amount;
  return std::max<std::int64_t>(0, owed);
}

OrderSums take_apart(const OrderFacts& facts, std::int64_t price) {
  OrderSums sums;
  for (const IntentFacts& attempt : facts.intents)
    for (const Payment& payment : attempt.payments)
      if (payment.state == FactState::settled) sums.captured += payment.amount.amount;
  sums.owed = std::max<std::int64_t>(0, sums.captured - price);
  sums.refunds = moved_refunds(facts);
  const auto is_settled = [&](const Refund& refund) {
    return settled_payment(facts, refund.payment_id) != nullptr;
  };
  std::int64_t left = sums.owed;
  take(sums.refunds, left, [&](const Refund& refund) {
    return is_settled(refund) && refund.reason == RefundReason::owed;
  });
  take(sums.refunds, left, [&](const Refund& refund) {
    return is_settled(refund) && refund.reason == RefundReason::elsewhere;
  });
  if (price == 0)  // nothing was sold, so nothing can be a return
    take(sums.refunds, left, [&](const Refund& refund) {
      return is_settled(refund) && refund.reason == RefundReason::requested;
    });
  sums.refunded_owed = sums.owed - left;
  for (RefundParts& parts : sums.refunds) {
    const std::int64_t beyond = parts.refund->amount.amount - parts.owed;
    (is_settled(*parts.refund) ? parts.returned : parts.lost) = beyond;
    sums.price_gone_back += parts.returned;
    if (parts.refund->state == RefundState::settled) sums.price_returned += parts.returned;
  }
  take_disputes(sums, facts, price, left);
  return sums;
}

}  // namespace aan::payment
