#include "service/confirm_payment.hpp"

#include "base/crash_point.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "crypto/token.hpp"
#include "service/follow_holds.hpp"
#include "service/idempotency.hpp"
#include "service/stop_attempt.hpp"

namespace aan::service {
namespace {

constexpr std::size_t kNetworkRefBytesMax = 255;

Result<payment::OrderFacts> gather(ports::UnitOfWork& unit, const sales::OrderId& id) {
  auto order = AAN_TRY(unit.sales().find_order(id));
  if (!order) return fail(Errc::not_found, "settle", "no order " + id.value);
  payment::OrderFacts facts;
  facts.order = std::move(*order);
  facts.is_cancel_requested = AAN_TRY(unit.sales().is_cancel_requested(id));
  facts.balances = AAN_TRY(unit.ledger().balances_of(id.value));
  const auto payments = AAN_TRY(unit.payments().payments_of(id));
  // What is stored may have been spoilt: one such order is reported and stops no other.
  if (!sales::is_consistent(facts.order.quote))
    return fail(Errc::corrupt, "settle", "the amounts of order " + id.value + " do not add up");
  for (const payment::Payment& one : payments)
    if (!(one.amount.asset == facts.order.quote.total.asset) || one.amount.amount <= 0 ||
        one.amount.amount > sales::kOrderTotalMax)
      return fail(Errc::corrupt, "settle", "payment " + one.id.value + " cannot be");
  for (payment::PaymentIntent& intent : AAN_TRY(unit.payments().intents_of(id))) {
    if (!(intent.due.asset == facts.order.quote.total.asset))
      return fail(Errc::corrupt, "settle", "attempt " + intent.id.value + " asks another money");
    payment::IntentFacts attempt;
    for (const payment::Payment& one : payments)
      if (one.intent_id == intent.id) attempt.payments.push_back(one);
    attempt.intent = std::move(intent);
    facts.intents.push_back(std::move(attempt));
  }
  return facts;
}

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

// One entitlement for each line, with a grant for each of its files, if it has none yet.
Result<> fulfil(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                Timestamp now) {
  for (const sales::OrderLine& line : order.lines) {
    sales::Entitlement entitlement;
    entitlement.id = room.ids.make<sales::EntitlementId>();
    entitlement.order_id = order.id;
    entitlement.line_id = line.id;
    entitlement.edition_id = line.quoted.edition_id;
    entitlement.edition_version = line.quoted.edition_version;
    entitlement.granted_at = now;
    if (!AAN_TRY(unit.sales().add_entitlement(entitlement))) continue;
    for (const catalog::FileId& file : line.quoted.files) {
      sales::DownloadGrant grant;
      grant.id = room.ids.make<sales::GrantId>();
      grant.entitlement_id = entitlement.id;
      grant.order_id = order.id;
      grant.file_id = file;
      grant.expires_at = now + sales::kGrantFor;
      grant.renewed_at = {};  // the first renewal need not wait
      AAN_TRY(unit.sales().add_grant(grant));
    }
  }
  return {};
}

Result<> check(const ports::PaymentEvent& event, const payment::PaymentIntent& intent) {
  const bool moves_money = event.kind == ports::PaymentEventKind::seen ||
                           event.kind == ports::PaymentEventKind::settled ||
                           event.kind == ports::PaymentEventKind::lost;
  if (!moves_money) return {};
  if (!(event.amount.asset == intent.due.asset))
    return fail(Errc::invalid, "payment.event", "paid in another currency than asked");
  if (event.amount.amount <= 0 || event.amount.amount > sales::kOrderTotalMax)
    return fail(Errc::invalid, "payment.event", "amount out of range");
  if (event.network_ref.empty() || event.network_ref.size() > kNetworkRefBytesMax)
    return fail(Errc::invalid, "payment.event", "no reference of the movement");
  return {};
}

std::string payload_of(const ports::PaymentEvent& event) {
  return std::string(utf8_prefix(event.network_ref, kNetworkRefBytesMax)) + " " +
         decimal(event.amount) + " " + std::string(event.amount.asset.code());
}

Result<> take_fact(const Room& room, ports::UnitOfWork& unit, const ports::PaymentEvent& event,
                   const payment::PaymentIntent& intent) {
  payment::FactState state = payment::FactState::processing;
  switch (event.kind) {
    case ports::PaymentEventKind::failed: return unit.payments().mark_failed(intent.id);
    case ports::PaymentEventKind::cancelled: return unit.payments().mark_cancelled(intent.id);
    case ports::PaymentEventKind::seen: break;
    case ports::PaymentEventKind::settled: state = payment::FactState::settled; break;
    case ports::PaymentEventKind::lost: state = payment::FactState::lost; break;
  }
  payment::Payment payment;
  payment.id = room.ids.make<payment::PaymentId>();
  payment.intent_id = intent.id;
  payment.order_id = intent.order_id;
  payment.provider = event.provider;
  payment.network_ref = event.network_ref;
  payment.amount = event.amount;
  payment.state = state;
  payment.seen_at = payment.state_at = event.at;
  return unit.payments().put_payment(payment);
}

Result<> give_up(const Room& room, ports::UnitOfWork& unit,
                 const std::optional<sales::Order>& order, sales::GivenUpBy who, Timestamp now) {
  if (!order) return refuse(Errc::not_found, "cancel", "There is no such order.", "no_such_order");
  if (order->state == sales::OrderState::cancelled) return {};
  if (order->state != sales::OrderState::open && order->state != sales::OrderState::pending)
    return refuse(Errc::conflict, "cancel", "This order is paid already.", "already_paid");
  if (AAN_TRY(unit.sales().is_cancel_requested(order->id))) return {};
  for (const payment::PaymentIntent& intent : AAN_TRY(unit.payments().intents_of(order->id)))
    if (!intent.is_cancelled) AAN_TRY(stop_attempt(room, unit, intent, now));
  AAN_TRY(unit.sales().request_cancel(order->id));
  for (const payment::PaymentIntent& attempt : AAN_TRY(unit.payments().intents_of(order->id)))
    AAN_TRY(unit.payments().mark_cancelled(attempt.id));
  AAN_TRY(unit.sales().add_order_event(order->id, {"given_up", std::string(name_of(who)), now}));
  AAN_TRY(apply_settlement(room, unit, order->id, now));
  return {};
}

}  // namespace

Result<payment::SettlementPlan> apply_settlement(const Room& room, ports::UnitOfWork& unit,
                                                 const sales::OrderId& id, Timestamp now) {
  const payment::OrderFacts facts = AAN_TRY(gather(unit, id));
  payment::SettlementPlan plan = AAN_TRY(payment::settle(facts, now));
  AAN_TRY(move_states(unit, facts, plan, now));
  AAN_TRY(follow_holds(unit, facts.order, plan.states, now));
  AAN_TRY(post(room, unit, facts, plan));
  if (plan.fulfil) AAN_TRY(fulfil(room, unit, facts.order, now));
  return plan;
}

Result<> ConfirmPayment::confirm(const ports::PaymentEvent& event) {
  const Timestamp now = room_.clock.wall();
  bool is_new = false;
  std::string order;
  std::string unusable;
  AAN_TRY(room_.store.write("confirm_payment", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto intent =
        AAN_TRY(unit.payments().find_intent_by_provider_ref(event.provider, event.provider_ref));
    if (!intent)
      return fail(Errc::not_found, "payment.event", "no attempt of that name at " + event.provider);
    ports::StoredPaymentEvent evidence{event.provider,    event.event_id,
                                       intent->id,        std::string(name_of(event.kind)),
                                       payload_of(event), event.at};
    is_new = AAN_TRY(unit.payments().add_event(evidence));
    order = intent->order_id.value;
    unusable.clear();
    if (!is_new) return {};
    if (const Result<> fits = check(event, *intent); !fits) {
      // It cannot be used, yet it happened: kept as evidence, and shown with the order.
      unusable = fits.error().detail;
      return unit.sales().add_order_event(intent->order_id,
                                          {"payment_unusable", evidence.payload, now});
    }
    AAN_TRY(take_fact(room_, unit, event, *intent));
    AAN_TRY(apply_settlement(room_, unit, intent->order_id, now));
    return {};
  }));
  if (is_new && !unusable.empty())
    log::error("payment.unusable",
               {{"order", order}, {"event", event.event_id}, {"why", unusable}});
  else if (is_new)
    log::info("payment.event",
              {{"order", order}, {"provider", event.provider}, {"kind", name_of(event.kind)}});
  return {};
}

Result<> ConfirmPayment::recompute(const sales::OrderId& id) {
  const Timestamp now = room_.clock.wall();
  return room_.store.write("recompute", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(apply_settlement(room_, unit, id, now));
    return {};
  });
}

Result<> ConfirmPayment::cancel(const sales::OrderId& id, sales::GivenUpBy who) {
  const Timestamp now = room_.clock.wall();
  return room_.store.write("cancel_order", [&](ports::UnitOfWork& unit) -> Result<> {
    return give_up(room_, unit, AAN_TRY(unit.sales().find_order(id)), who, now);
  });
}

Result<> ConfirmPayment::cancel(const std::string& order_token,
                                const std::string& idempotency_key) {
  const IdempotentRequest once =
      AAN_TRY(IdempotentRequest::create("cancel", idempotency_key, order_token));
  const Timestamp now = room_.clock.wall();
  return room_.store.write("cancel_order", [&](ports::UnitOfWork& unit) -> Result<> {
    if (AAN_TRY(find_answer(room_, unit.sales(), once))) return {};
    AAN_TRY(give_up(room_, unit,
                    AAN_TRY(unit.sales().find_order_by_token(crypto::token_digest(order_token))),
                    sales::GivenUpBy::buyer, now));
    return keep_answer(room_, unit.sales(), once, "cancelled", now);
  });
}

}  // namespace aan::service
