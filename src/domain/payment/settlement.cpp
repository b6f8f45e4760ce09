#include "domain/payment/settlement.hpp"

#include <algorithm>
#include <string>

#include "domain/payment/order_sums.hpp"
#include "domain/payment/postings.hpp"

namespace aan::payment {
namespace {

using sales::OrderState;

// Recomputes every attempt; says whether a payment is on its way.
Result<bool> evaluate_attempts(const OrderFacts& facts, SettlementPlan& plan, Timestamp now) {
  bool is_processing = false;
  for (const IntentFacts& attempt : facts.intents) {
    const PaymentIntent& intent = attempt.intent;
    const IntentOutcome outcome = evaluate(intent, attempt.payments, now);
    if (outcome.received.amount > outcome.settled.amount) is_processing = true;
    const bool changed = outcome.status != intent.status;
    if (changed && !is_allowed(intent.status, outcome.status))
      return fail(Errc::internal, "settle.intent",
                  std::string(name_of(intent.status)) + " cannot become " +
                      std::string(name_of(outcome.status)));
    if (changed || outcome.exception != intent.exception)
      plan.intents.push_back({intent.id, intent.status, outcome.status, outcome.exception});
  }
  return is_processing;
}

// Where a delivered order stands whose payments cover it.
OrderState covered_state(const OrderFacts& facts) {
  const std::int64_t price = facts.order.quote.total.amount;
  const OrderSums sums = take_apart(facts, price);
  if (sums.has_open_dispute) return OrderState::disputed;
  if (sums.price_lost > 0) return OrderState::charged_back;
  if (price > 0 && sums.price_returned >= price) return OrderState::refunded;
  return OrderState::fulfilled;
}

// Where an order stands that is not covered.
OrderState uncovered_state(const OrderFacts& facts, bool is_processing) {
  const OrderState now = facts.order.state;
  if (was_delivered(now)) return OrderState::payment_lost;
  if (is_processing) return OrderState::pending;
  if (facts.is_cancel_requested) return OrderState::cancelled;
  return now == OrderState::pending ? OrderState::open : now;
}

// The states to pass through, by the order's present one and what the facts say.
std::vector<OrderState> path(const OrderFacts& facts, bool is_processing) {
  const OrderState now = facts.order.state;
  if (facts.is_withheld || !missing_of(facts).is_zero()) {
    const OrderState to = uncovered_state(facts, is_processing);
    return to == now ? std::vector<OrderState>{} : std::vector{to};
  }
  const OrderState to = covered_state(facts);
  if (to == now) return {};
  // Nothing else happens to an order before its delivery.
  std::vector<OrderState> steps;
  const bool is_lost = now == OrderState::payment_lost;
  if (!was_delivered(now) || (is_lost && to == OrderState::fulfilled))
    steps = {OrderState::paid, OrderState::fulfilled};
  else if (now == OrderState::paid)
    steps = {OrderState::fulfilled};
  if (to != OrderState::fulfilled || steps.empty()) steps.push_back(to);
  return steps;
}

// What goes back by itself of what is owed and was not asked for: neither what was tried in vain,
// nor what a bank may take meanwhile.
std::int64_t due_by_itself(const OrderFacts& facts, const OrderSums& sums, std::int64_t price) {
  std::int64_t left = owed_and_unasked(sums.still_owed(), facts.refunds, price);
  for (const IntentFacts& attempt : facts.intents)
    for (const Payment& payment : attempt.payments) left -= tried_in_vain(facts, payment).amount;
  for (const Dispute& dispute : facts.disputes)
    if (dispute.state == DisputeState::open) left -= dispute.amount.amount;
  return std::max<std::int64_t>(0, left);
}

}  // namespace

Result<SettlementPlan> settle(const OrderFacts& facts, Timestamp now) {
  SettlementPlan plan;
  const bool is_processing = AAN_TRY(evaluate_attempts(facts, plan, now));
  plan.states = path(facts, is_processing);
  OrderState state = facts.order.state;
  for (const OrderState next : plan.states) {
    if (!sales::is_allowed(state, next))
      return fail(Errc::internal, "settle.order",
                  std::string(name_of(state)) + " cannot become " + std::string(name_of(next)));
    state = next;
    plan.fulfil = plan.fulfil || state == OrderState::fulfilled;
  }
  const Asset asset = facts.order.quote.total.asset;
  const std::int64_t price = price_sold(facts.order, state);
  const OrderSums sums = take_apart(facts, price);
  // A part waits while the rest may come of itself; an order that lost its money waits for no more
  // than what is on its way.
  const bool is_waiting = state == OrderState::open || state == OrderState::pending ||
                          (state == OrderState::payment_lost && is_processing);
  plan.entries = missing_entries(facts, sums, price, is_waiting, now);
  plan.captured = {sums.captured, asset};
  plan.refund_due = {is_waiting ? 0 : sums.still_owed(), asset};
  plan.to_refund = {is_waiting ? 0 : due_by_itself(facts, sums, price), asset};
  return plan;
}

}  // namespace aan::payment
