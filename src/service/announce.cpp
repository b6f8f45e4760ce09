#include "service/announce.hpp"

#include "service/sale/still_to_come.hpp"

namespace aan::service {
namespace {

using sales::OrderState;
using webhook::EventKind;

constexpr std::int64_t kOrder = 100;  // more than there are kinds

std::optional<EventKind> kind_of(OrderState state) {
  switch (state) {
    case OrderState::open:
    case OrderState::pending: return std::nullopt;
    case OrderState::paid: return EventKind::order_paid;
    case OrderState::fulfilled: return EventKind::order_fulfilled;
    case OrderState::cancelled: return EventKind::order_cancelled;
    case OrderState::refunded: return EventKind::order_refunded;
    case OrderState::disputed: return EventKind::order_disputed;
    case OrderState::charged_back: return EventKind::order_charged_back;
    case OrderState::payment_lost: return EventKind::order_payment_lost;
  }
  return std::nullopt;
}

webhook::Event about(const sales::Order& order, EventKind kind, Timestamp now) {
  webhook::Event event;
  event.kind = kind;
  event.subject = order.id.value;
  event.label = order.reference;
  event.amount = order.quote.total;
  event.is_test = order.is_sandbox;
  event.at = now;
  return event;
}

}  // namespace

webhook::Delivery delivery_to(const Room& room, const webhook::Endpoint& endpoint,
                              const webhook::Event& event, Timestamp now) {
  webhook::Delivery delivery;
  delivery.id = room.ids.make<webhook::DeliveryId>();
  delivery.endpoint_id = endpoint.id;
  delivery.event = event;
  // What happens at one moment is sent in the order in which kinds stand: paid, then fulfilled.
  delivery.created_at = delivery.due_at =
      now - Duration::microseconds(kOrder - static_cast<std::int64_t>(event.kind));
  return delivery;
}

Result<> announce(const Room& room, ports::UnitOfWork& unit, webhook::Event event) {
  event.id = room.ids.make<webhook::EventId>();
  AAN_TRY(unit.webhooks().add_event(event));
  for (const webhook::Endpoint& one : AAN_TRY(unit.webhooks().endpoints()))
    if (webhook::wants(one, event.kind))
      AAN_TRY(unit.webhooks().add_delivery(delivery_to(room, one, event, event.at),
                                           webhook::kWaitingMax));
  return {};
}

Result<> announce_placed(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                         Timestamp now) {
  return announce(room, unit, about(order, EventKind::order_placed, now));
}

Result<> announce_state(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                        OrderState to, Timestamp now) {
  const auto kind = kind_of(to);
  if (!kind) return {};
  webhook::Event event = about(order, *kind, now);
  if (kind == EventKind::order_fulfilled) {
    sales::Order moved = order;
    moved.state = to;
    if (AAN_TRY(still_to_come(unit.sales(), unit.gifts(), moved, now)).is_any())
      event.part = webhook::kToCome;
  }
  return announce(room, unit, std::move(event));
}

Result<> announce_refund(const Room& room, ports::UnitOfWork& unit, const payment::Refund& refund,
                         payment::RefundState state, Timestamp now) {
  if (state != payment::RefundState::settled && state != payment::RefundState::failed) return {};
  const auto order = AAN_TRY(unit.sales().find_order(refund.order_id));
  if (!order) return fail(Errc::corrupt, "announce", "a refund of no order");
  const bool is_settled = state == payment::RefundState::settled;
  webhook::Event event =
      about(*order, is_settled ? EventKind::refund_settled : EventKind::refund_failed, now);
  event.part = refund.id.value;
  event.amount = refund.amount;
  return announce(room, unit, std::move(event));
}

Result<> announce_version(const Room& room, ports::UnitOfWork& unit, const catalog::Work& work,
                          std::int64_t number, Timestamp now) {
  webhook::Event event;
  event.kind = EventKind::book_version;
  event.subject = work.id.value;
  event.label = work.slug;
  event.part = std::to_string(number);
  event.at = now;
  return announce(room, unit, std::move(event));
}

}  // namespace aan::service
