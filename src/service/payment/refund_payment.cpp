#include "service/payment/refund_payment.hpp"

#include <algorithm>

#include "base/crash_point.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "base/text.hpp"
#include "service/audit.hpp"
#include "service/idempotency.hpp"
#include "service/payment/attempt_provider.hpp"
#include "service/payment/order_facts.hpp"
#include "service/payment/reserve_refunds.hpp"
#include "service/payment/settle_order.hpp"

namespace aan::service {
namespace {

// The request carries its refunds out itself; the queue is for when it cannot.
constexpr Duration kQueuedAfter = Duration::seconds(10);

std::string canonical(const RefundRequest& request) {
  const std::string amount =
      request.amount ? decimal(*request.amount) + " " + std::string(request.amount->asset.code())
                     : "all";
  return request.order_id.value + "|" + amount;
}

std::int64_t owed_and_unasked(const payment::OrderFacts& facts) {
  const std::int64_t price = payment::price_sold(facts.order, facts.order.state);
  return payment::owed_and_unasked(payment::take_apart(facts, price).still_owed(), facts.refunds,
                                   price);
}

// Whether it was paid with play money that is gone, or with a processor that is there in its other
// mode.
bool is_of_other_mode(const payment::OrderFacts& facts, const Providers& providers) {
  return std::ranges::any_of(facts.intents, [&](const payment::IntentFacts& attempt) {
    const std::string& name = attempt.intent.provider;
    return !attempt.payments.empty() && providers.find_for(facts.order, name) == nullptr &&
           (facts.order.is_sandbox || providers.find(name) != nullptr);
  });
}

// The coarsest step in which a processor that was paid moves money: a refund finer than that goes
// nowhere.
std::int64_t step_of(const payment::OrderFacts& facts, const Providers& providers,
                     const Asset& asset) {
  std::int64_t step = 1;
  for (const payment::IntentFacts& attempt : facts.intents)
    if (const auto* with = providers.find_for(facts.order, attempt.intent.provider);
        with != nullptr && !attempt.payments.empty())
      step = std::max(step, with->step_amount(asset));
  return step;
}

Result<Money> amount_of(const RefundRequest& request, const payment::OrderFacts& facts,
                        const Providers& providers) {
  const payment::CanRefund can_refund = can_refund_of(providers, facts.order);
  const Money most = payment::refundable_in_all(facts, can_refund);
  if (request.amount && !(request.amount->asset == most.asset))
    return refuse(Errc::invalid, "refund",
                  "The order was paid in " + std::string(most.asset.code()) + ".", "refund_amount");
  if (request.amount && request.amount->amount <= 0)
    return refuse(Errc::invalid, "refund", "A refund is more than nothing.", "refund_amount");
  if (const std::int64_t step = step_of(facts, providers, most.asset);
      request.amount && request.amount->amount % step != 0)
    return refuse(Errc::invalid, "refund",
                  "What was paid this way goes back in steps of " +
                      decimal(Money{step, most.asset}) + " " + std::string(most.asset.code()) + ".",
                  "refund_amount");
  const Money amount = request.amount.value_or(most);
  if (!amount.is_zero() && amount.amount <= most.amount) return amount;
  const Money by_anyone = payment::refundable_in_all(facts, [](auto) { return true; });
  if (by_anyone.is_zero())
    return refuse(Errc::conflict, "refund", "There is nothing left of this order to give back.",
                  "nothing_to_refund");
  if (is_of_other_mode(facts, providers))
    return refuse(Errc::conflict, "refund",
                  facts.order.is_sandbox
                      ? "It was paid while the shop was tried out, and not with real money: "
                        "nobody paid anything that could go back."
                      : "It was paid with real money, and the key of its processor is one of the "
                        "test mode now. Put the live key back, or give it back by hand.",
                  "refund_other_mode");
  if (amount.is_zero() || amount.amount <= by_anyone.amount)
    return refuse(Errc::conflict, "refund",
                  "It was paid in a way that gives nothing back by itself. Give it back by hand.",
                  "method_cannot_refund");
  return refuse(Errc::conflict, "refund", "At most " + decimal(most) + " can be given back.",
                "refund_too_much");
}

}  // namespace

Result<std::string> RefundPayment::reserve(ports::UnitOfWork& unit, const RefundRequest& request,
                                           Timestamp now) {
  auto order = AAN_TRY(unit.sales().find_order(request.order_id));
  if (!order) return refuse(Errc::not_found, "refund", "There is no such order.", "no_such_order");
  payment::OrderFacts facts =
      AAN_TRY(gather_facts(unit.sales(), unit.payments(), unit.ledger(), std::move(*order)));
  const Money amount = AAN_TRY(amount_of(request, facts, providers_));
  const Money owed{std::min(amount.amount, owed_and_unasked(facts)), amount.asset};
  RefundReservation reservation{payment::RefundReason::owed, request.requested_by, now,
                                now + kQueuedAfter};
  auto refunds = AAN_TRY(reserve_refunds(room_, providers_, unit, facts, owed, reservation));
  reservation.reason = payment::RefundReason::requested;
  std::ranges::move(AAN_TRY(reserve_refunds(room_, providers_, unit, facts,
                                            AAN_TRY(subtract(amount, owed)), reservation)),
                    std::back_inserter(refunds));
  AAN_TRY(apply_settlement(room_, providers_, unit, request.order_id, now));
  AAN_TRY(write_down(unit,
                     {request.requested_by, "order.refund", facts.order.reference,
                      decimal(amount) + " " + std::string(amount.asset.code())},
                     now));
  std::string ids;
  for (const payment::Refund& refund : refunds) ids += (ids.empty() ? "" : " ") + refund.id.value;
  return ids;
}

Result<std::vector<payment::Refund>> RefundPayment::request(const RefundRequest& request) {
  const IdempotentRequest once =
      AAN_TRY(IdempotentRequest::create("refund", request.idempotency_key, canonical(request)));
  const Timestamp now = room_.clock.wall();
  std::string ids;
  AAN_TRY(room_.store.write("refund.request", [&](ports::UnitOfWork& unit) -> Result<> {
    if (auto answer = AAN_TRY(find_answer(room_, unit.sales(), once))) {
      ids = *answer;
      return {};
    }
    ids = AAN_TRY(reserve(unit, request, now));
    return keep_answer(room_, unit.sales(), once, ids, now);
  }));
  AAN_CRASH_POINT("refund.reserved");
  for (const std::string_view id : split(ids, ' '))
    if (const Result<> done = carry_out({std::string(id)}); !done)
      log::warn("refund.later", {{"refund", id}, {"why", done.error().to_string()}});
  std::vector<payment::Refund> refunds;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    for (const std::string_view id : split(ids, ' '))
      if (auto refund = AAN_TRY(at.payments().find_refund({std::string(id)})))
        refunds.push_back(std::move(*refund));
    return {};
  }));
  return refunds;
}

Result<> RefundPayment::carry_out(const payment::RefundId& id) {
  std::optional<payment::Refund> refund;
  std::optional<payment::Payment> payment;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    refund = AAN_TRY(at.payments().find_refund(id));
    if (refund) payment = AAN_TRY(at.payments().find_payment(refund->payment_id));
    return {};
  }));
  if (!refund || !payment) return fail(Errc::corrupt, "refund", "no refund " + id.value);
  if (refund->state != payment::RefundState::requested) return {};
  const AttemptProvider with =
      AAN_TRY(provider_of(room_, providers_, refund->order_id, refund->provider));
  if (with.provider == nullptr && !with.is_left_of_test())
    return fail(Errc::unavailable, "refund", "provider is not configured: " + refund->provider);
  const Result<ports::RefundAnswer> answer =
      with.provider != nullptr
          ? with.provider->refund(*payment, *refund)
          : Result<ports::RefundAnswer>(refuse(Errc::conflict, "refund",
                                               "It was a test, and nobody is left to ask.",
                                               "refund_other_mode"));
  AAN_CRASH_POINT("refund.answered");
  const bool is_final =
      !answer && (answer.error().code == Errc::conflict || answer.error().code == Errc::invalid ||
                  answer.error().code == Errc::upstream_rejected);
  if (!answer && !is_final) return std::unexpected(answer.error());
  payment::Refund word = *refund;
  word.state = answer ? answer->state : payment::RefundState::failed;
  if (answer) word.network_ref = answer->network_ref;
  const Timestamp now = room_.clock.wall();
  word.state_at = now;
  AAN_TRY(room_.store.write("refund.answer", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(put_refund_word(room_, unit, word, now));
    AAN_TRY(apply_settlement(room_, providers_, unit, word.order_id, now));
    return {};
  }));
  room_.ring();
  metrics::counter("aan_refunds_total", "Refunds that processors were asked for, by their answer.",
                   {{"provider", word.provider}, {"outcome", name_of(word.state)}})
      .add();
  if (answer)
    log::info("refund.given", {{"order", word.order_id.value}, {"refund", id.value}});
  else
    log::error("refund.refused", {{"order", word.order_id.value},
                                  {"refund", id.value},
                                  {"why", answer.error().to_string()}});
  return {};
}

}  // namespace aan::service
