#include "domain/payment/settlement.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "base/check.hpp"

namespace aan::payment {
namespace {

using sales::OrderState;

struct Totals {
  bool is_covered = false;     ///< what settled by all attempts reaches the total
  bool is_processing = false;  ///< some payment is on its way
  Money captured;
  std::map<std::string, Money> by_provider;
};

bool is_delivered(OrderState state) {
  return state == OrderState::paid || state == OrderState::fulfilled;
}

// States in which payments no longer move the order; the money is still written down.
bool is_settled_otherwise(OrderState state) {
  return state == OrderState::refunded || state == OrderState::disputed ||
         state == OrderState::charged_back;
}

Result<Totals> add_up(const OrderFacts& facts, SettlementPlan& plan, Timestamp now) {
  const Asset asset = facts.order.quote.total.asset;
  Totals totals;
  totals.captured = {0, asset};
  for (const IntentFacts& attempt : facts.intents) {
    const PaymentIntent& intent = attempt.intent;
    const IntentOutcome outcome = evaluate(intent, attempt.payments, now);
    totals.captured = AAN_TRY(add(totals.captured, outcome.settled));
    Money& held = totals.by_provider.try_emplace(intent.provider, Money{0, asset}).first->second;
    held = AAN_TRY(add(held, outcome.settled));
    if (outcome.received.amount > outcome.settled.amount) totals.is_processing = true;
    const bool changed = outcome.status != attempt.intent.status;
    if (changed && !is_allowed(attempt.intent.status, outcome.status))
      return fail(Errc::internal, "settle.intent",
                  std::string(name_of(attempt.intent.status)) + " cannot become " +
                      std::string(name_of(outcome.status)));
    if (changed || outcome.exception != attempt.intent.exception)
      plan.intents.push_back({intent.id, attempt.intent.status, outcome.status, outcome.exception});
  }
  totals.is_covered = missing(facts.order.quote.total, totals.captured).is_zero();
  return totals;
}

// The states to pass through, by the order's present one and what the facts say.
std::vector<OrderState> path(const OrderFacts& facts, const Totals& totals) {
  const OrderState now = facts.order.state;
  if (is_settled_otherwise(now)) return {};
  if (totals.is_covered) {
    if (now == OrderState::fulfilled) return {};
    if (now == OrderState::paid) return {OrderState::fulfilled};
    return {OrderState::paid, OrderState::fulfilled};
  }
  if (is_delivered(now)) return {OrderState::payment_lost};
  if (now == OrderState::payment_lost) return {};
  if (totals.is_processing)
    return now == OrderState::pending ? std::vector<OrderState>{}
                                      : std::vector{OrderState::pending};
  if (facts.is_cancel_requested)
    return now == OrderState::cancelled ? std::vector<OrderState>{}
                                        : std::vector{OrderState::cancelled};
  if (now == OrderState::pending) return {OrderState::open};
  return {};
}

Money balance_of(const OrderFacts& facts, const std::string& account) {
  for (const ledger::Balance& balance : facts.balances)
    if (balance.account == account) return balance.amount;
  return {0, facts.order.quote.total.asset};
}

// Adds the entry that moves `delta` (debit) to `to` from `from`, if there is anything to move.
void move(SettlementPlan& plan, const OrderFacts& facts, Timestamp now, std::string_view kind,
          const std::string& to, const std::string& from, std::int64_t delta) {
  if (delta == 0) return;
  const Asset asset = facts.order.quote.total.asset;
  ledger::JournalEntry entry;
  entry.kind = delta > 0 ? std::string(kind) : std::string(kind) + "_reversed";
  entry.order_id = facts.order.id.value;
  entry.at = now;
  entry.postings = {{to, {delta, asset}}, {from, {-delta, asset}}};
  AAN_CHECK(ledger::is_balanced(entry));
  plan.entries.push_back(std::move(entry));
}

// Compares what the accounts of this order should hold with what they hold.
void post(SettlementPlan& plan, const OrderFacts& facts, const Totals& totals, OrderState state,
          Timestamp now) {
  const ledger::Book book = facts.order.is_sandbox ? ledger::Book::sandbox : ledger::Book::main;
  const std::string unapplied = ledger::account(book, "unapplied");
  const std::string sales = ledger::account(book, "sales");
  const std::string refund_due = ledger::account(book, "refund_due");
  for (const auto& [provider, held] : totals.by_provider) {
    const std::string clearing = ledger::clearing_account(book, provider);
    move(plan, facts, now, "capture", clearing, unapplied,
         held.amount - balance_of(facts, clearing).amount);
  }
  const std::int64_t price = is_delivered(state) ? facts.order.quote.total.amount : 0;
  // A part waits while the rest may come of itself; an order that lost its money waits for no more
  // than what is on its way.
  const bool keeps_rest = state == OrderState::open || state == OrderState::pending ||
                          (state == OrderState::payment_lost && totals.is_processing);
  const std::int64_t rest = keeps_rest ? 0 : totals.captured.amount - price;
  move(plan, facts, now, "sale", unapplied, sales, price + balance_of(facts, sales).amount);
  move(plan, facts, now, "refund_due", unapplied, refund_due,
       rest + balance_of(facts, refund_due).amount);
  plan.refund_due = {rest, facts.order.quote.total.asset};
}

}  // namespace

Money missing(const Money& total, const Money& captured) {
  AAN_CHECK(captured.asset == total.asset);
  if (captured.amount >= total.amount) return {0, total.asset};
  return {total.amount - captured.amount, total.asset};
}

Result<SettlementPlan> settle(const OrderFacts& facts, Timestamp now) {
  SettlementPlan plan;
  const Totals totals = AAN_TRY(add_up(facts, plan, now));
  plan.captured = totals.captured;
  plan.states = path(facts, totals);
  OrderState state = facts.order.state;
  for (const OrderState next : plan.states) {
    if (!sales::is_allowed(state, next))
      return fail(Errc::internal, "settle.order",
                  std::string(name_of(state)) + " cannot become " + std::string(name_of(next)));
    state = next;
  }
  plan.fulfil = state == OrderState::fulfilled && facts.order.state != OrderState::fulfilled;
  if (!is_settled_otherwise(state)) post(plan, facts, totals, state, now);
  return plan;
}

}  // namespace aan::payment
