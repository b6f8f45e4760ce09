#include "service/payment/settle_order.hpp"

#include <algorithm>

#include "service/announce.hpp"
#include "service/letters/queue_mail.hpp"
#include "service/payment/order_facts.hpp"
#include "service/payment/reserve_refunds.hpp"
#include "service/payment/stop_attempt.hpp"
#include "service/sale/follow_holds.hpp"
#include "service/sale/give_right.hpp"
#include "service/sale/issue_documents.hpp"

namespace aan::service {
namespace {

Result<> move_states(ports::UnitOfWork& unit, const payment::OrderFacts& facts,
                     const payment::SettlementPlan& plan, Timestamp now) {
  for (const payment::IntentChange& change : plan.intents) {
    std::int64_t version = 0;
    payment::PaymentException before = payment::PaymentException::none;
    for (const payment::IntentFacts& attempt : facts.intents)
      if (attempt.intent.id == change.id)
        version = attempt.intent.version, before = attempt.intent.exception;
    AAN_TRY(unit.payments().move_intent(change.id, version, change.to, change.exception));
    std::string detail{name_of(change.to)};
    // An event says what happened now: an attempt that is stopped after a part came tells of no
    // second part.
    if (change.exception != payment::PaymentException::none && change.exception != before)
      detail += "/" + std::string(name_of(change.exception));
    AAN_TRY(unit.sales().add_order_event(facts.order.id, {"payment", detail, now}));
  }
  sales::OrderState from = facts.order.state;
  std::int64_t version = facts.order.version;
  for (const sales::OrderState to : plan.states) {
    AAN_TRY(unit.sales().move_order(facts.order.id, from, version++, to, now));
    AAN_TRY(unit.sales().add_order_event(
        facts.order.id,
        {"state", std::string(name_of(from)) + ">" + std::string(name_of(to)), now}));
    from = to;
  }
  return {};
}

Result<> post(const Room& room, ports::UnitOfWork& unit, const payment::OrderFacts& facts,
              const payment::SettlementPlan& plan) {
  if (plan.entries.empty()) return {};
  std::size_t number = AAN_TRY(unit.ledger().entries_of(facts.order.id.value)).size();
  for (ledger::JournalEntry entry : plan.entries) {
    entry.id = room.ids.make<ledger::EntryId>();
    entry.idempotency_key =
        facts.order.id.value + ":" + std::to_string(++number) + ":" + entry.kind;
    AAN_TRY(unit.ledger().append(entry));
    if (entry.kind.starts_with("refund_due"))
      AAN_TRY(unit.sales().add_order_event(facts.order.id,
                                           {entry.kind, decimal(plan.refund_due), entry.at}));
  }
  return {};
}

// A right for each line that has none yet; what is bought before its day waits for it. An order
// that was delivered before and opens again gets the letters that it missed.
Result<> fulfil(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                Timestamp now) {
  for (const sales::OrderLine& line : order.lines) {
    const auto day = AAN_TRY(unit.catalog().release_of(line.quoted.offer_id));
    if (day && now < *day)
      AAN_TRY(unit.sales().add_preorder(line, order.id, now));
    else
      AAN_TRY(give_right(room, unit, order.id, line, now));
  }
  if (order.fulfilled_at) return queue_held(room, unit, order, now);
  if (const auto gift = AAN_TRY(unit.gifts().gift_of(order.id)))
    AAN_TRY(queue_gift(room, unit, *gift, now));
  return queue_receipt(room, unit, order.id, /*number=*/0, now);
}

bool pays_order(const payment::OrderFacts& facts, const payment::SettlementPlan& plan) {
  const sales::OrderState state = plan.states.empty() ? facts.order.state : plan.states.back();
  return state == sales::OrderState::paid || state == sales::OrderState::fulfilled;
}

// What nobody has paid by: on a paid order it could only take money that has to go back.
bool is_idle(const payment::IntentFacts& attempt) {
  return attempt.payments.empty() && attempt.intent.status == payment::PaymentStatus::new_ &&
         !attempt.intent.is_cancelled && !attempt.intent.is_failed;
}

Result<payment::OrderFacts> facts_of(ports::UnitOfWork& unit, const sales::OrderId& id) {
  auto order = AAN_TRY(unit.sales().find_order(id));
  if (!order) return fail(Errc::not_found, "settle", "no order " + id.value);
  return gather_facts(unit.sales(), unit.payments(), unit.ledger(), std::move(*order));
}

// Money came when what the order held was free for others, and they have it: the order is given up,
// as if its time were over.
Result<> give_up_unfulfillable(const Room& room, ports::UnitOfWork& unit,
                               payment::OrderFacts& facts, Timestamp now) {
  const sales::OrderId& id = facts.order.id;
  for (const payment::IntentFacts& attempt : facts.intents)
    if (!attempt.intent.is_cancelled) AAN_TRY(stop_attempt(room, unit, attempt.intent, now));
  AAN_TRY(unit.sales().request_cancel(id));
  AAN_TRY(unit.sales().add_order_event(
      id, {"given_up", std::string(name_of(sales::GivenUpBy::time)), now}));
  facts.is_cancel_requested = true;
  return {};
}

// An order that was given up, or whose time to hold something was over, gave that back. Paid after
// all it is delivered if there is still a copy; else the money goes back, and the order stays given
// up for good. A use of a code that has gone is needed again only by those who gave up themselves:
// whoever pays late keeps the price.
Result<> withhold(const Room& room, ports::UnitOfWork& unit, payment::OrderFacts& facts,
                  payment::SettlementPlan& plan, Timestamp now) {
  const sales::OrderId& id = facts.order.id;
  const bool is_sold = std::ranges::find(plan.states, sales::OrderState::paid) != plan.states.end();
  if (!facts.is_cancel_requested) {
    if (!is_sold || AAN_TRY(unit.stock().can_retake_copies(id))) return {};
    AAN_TRY(unit.sales().add_order_event(id, {"withheld", "sold_out", now}));
    AAN_TRY(give_up_unfulfillable(room, unit, facts, now));
    facts.is_withheld = true;
  } else {
    const auto events = AAN_TRY(unit.sales().order_events(id));
    facts.is_withheld = sales::is_withheld(events);
    if (!facts.is_withheld && is_sold) {
      std::string what;
      if (sales::is_given_up_by_buyer(facts.order, events))
        what = AAN_TRY(gone_meanwhile(unit, id));
      else if (!AAN_TRY(unit.stock().can_retake_copies(id)))
        what = "sold_out";
      facts.is_withheld = !what.empty();
      if (facts.is_withheld) AAN_TRY(unit.sales().add_order_event(id, {"withheld", what, now}));
    }
  }
  if (facts.is_withheld) plan = AAN_TRY(payment::settle(facts, now));
  return {};
}

}  // namespace

Result<payment::SettlementPlan> apply_settlement(const Room& room, const Providers& providers,
                                                 ports::UnitOfWork& unit, const sales::OrderId& id,
                                                 Timestamp now) {
  payment::OrderFacts facts = AAN_TRY(facts_of(unit, id));
  payment::SettlementPlan plan = AAN_TRY(payment::settle(facts, now));
  AAN_TRY(withhold(room, unit, facts, plan, now));
  if (pays_order(facts, plan) && std::ranges::any_of(facts.intents, is_idle)) {
    for (const payment::IntentFacts& attempt : facts.intents)
      if (is_idle(attempt)) AAN_TRY(stop_attempt(room, unit, attempt.intent, now));
    facts = AAN_TRY(facts_of(unit, id));
    plan = AAN_TRY(payment::settle(facts, now));
  }
  AAN_TRY(move_states(unit, facts, plan, now));
  AAN_TRY(follow_holds(unit, facts.order, plan.states, now));
  AAN_TRY(post(room, unit, facts, plan));
  if (plan.fulfil) AAN_TRY(fulfil(room, unit, facts.order, now));
  for (const sales::OrderState to : plan.states)
    AAN_TRY(announce_state(room, unit, facts.order, to, now));
  AAN_TRY(enqueue_documents(room, unit, facts, plan.fulfil, now));
  if (plan.to_refund.amount > 0)
    AAN_TRY(reserve_refunds(
        room, providers, unit, facts, plan.to_refund,
        {payment::RefundReason::owed, "shop", now, now, payment::AfterFailure::never}));
  return plan;
}

}  // namespace aan::service
