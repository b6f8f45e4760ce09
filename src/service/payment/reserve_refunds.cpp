#include "service/payment/reserve_refunds.hpp"

#include "service/announce.hpp"

namespace aan::service {

payment::CanRefund can_refund_of(const Providers& providers, const sales::Order& order) {
  return [&providers, &order](std::string_view name) {
    const ports::PaymentProvider* provider = providers.find_for(order, name);
    return provider != nullptr && provider->describe().can_refund;
  };
}

Result<> put_refund_word(const Room& room, ports::UnitOfWork& unit, const payment::Refund& word,
                         Timestamp now) {
  const auto before = AAN_TRY(unit.payments().find_refund(word.id));
  AAN_TRY(unit.payments().put_refund(word));
  const payment::RefundState after = before ? payment::merged(*before, word).state : word.state;
  if (before && before->state == after) return {};
  AAN_TRY(announce_refund(room, unit, word, after, now));
  return unit.sales().add_order_event(
      word.order_id, {"refund", std::string(name_of(after)) + " " + decimal(word.amount), now});
}

Result<std::vector<payment::Refund>> reserve_refunds(const Room& room, const Providers& providers,
                                                     ports::UnitOfWork& unit,
                                                     payment::OrderFacts& facts,
                                                     const Money& amount,
                                                     const RefundReservation& reservation) {
  std::vector<payment::Refund> reserved;
  for (const payment::RefundShare& share : payment::share_out(
           facts, amount, can_refund_of(providers, facts.order), reservation.after_failure)) {
    payment::Refund refund;
    refund.id = room.ids.make<payment::RefundId>();
    refund.payment_id = share.payment.id;
    refund.order_id = facts.order.id;
    refund.provider = share.payment.provider;
    refund.amount = share.amount;
    refund.reason = reservation.reason;
    refund.requested_by = reservation.requested_by;
    refund.requested_at = refund.state_at = reservation.now;
    AAN_TRY(put_refund_word(room, unit, refund, reservation.now));
    ports::QueuedJob job;
    job.id = room.ids.make<ports::JobId>();
    job.kind = "payment.refund";
    job.dedupe_key = "refund:" + refund.id.value;
    job.payload = refund.id.value;
    job.due_at = reservation.due_at;
    AAN_TRY(unit.queues().enqueue(job));
    reserved.push_back(std::move(refund));
  }
  facts.refunds.insert(facts.refunds.end(), reserved.begin(), reserved.end());
  return reserved;
}

}  // namespace aan::service
