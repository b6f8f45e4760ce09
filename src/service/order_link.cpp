#include "service/order_link.hpp"

#include "crypto/token.hpp"

namespace aan::service {
namespace {

bool is_unpaid(const sales::Order& order) {
  return sales::refusal_of(order.state) == sales::DownloadRefusal::unpaid;
}

bool is_given_up(const sales::Order& order) { return order.state == sales::OrderState::cancelled; }

}  // namespace

Result<std::string> order_token(const crypto::KeyRing& keys, const sales::Order& order) {
  const crypto::Key* links = keys.find(crypto::KeyPurpose::links, order.link_key_id);
  if (links == nullptr)
    return refuse(Errc::gone, "order.link",
                  "The key that the address of this order was made with is lost. Whoever has the "
                  "address still gets in; the shop can make another one.",
                  "address_lost");
  return crypto::derive_order_token(*links, order.id.value, order.link_generation);
}

Result<std::optional<OrderLink>> find_recent_order(const Room& room, const sales::OrderId& id,
                                                   Timestamp since) {
  std::optional<OrderLink> link;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto order = AAN_TRY(at.sales().find_order(id));
    const bool is_recent = order && order->created_at > since;
    if (is_recent && room.keys.ring().find(crypto::KeyPurpose::links, order->link_key_id))
      link = OrderLink{order->reference,
                       AAN_TRY(order_token(room.keys.ring(), *order)),
                       is_given_up(*order),
                       is_unpaid(*order),
                       {}};
    return {};
  }));
  return link;
}

Result<std::string> renew_order_link(const Room& room, const sales::OrderId& id,
                                     std::string_view by) {
  const crypto::Key& links = room.keys.ring().current(crypto::KeyPurpose::links);
  const Timestamp now = room.clock.wall();
  std::string token;
  AAN_TRY(room.store.write("order.link", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto order = AAN_TRY(unit.sales().find_order(id));
    if (!order)
      return refuse(Errc::not_found, "order.link", "There is no such order.", "no_such_order");
    token = crypto::derive_order_token(links, id.value, order->link_generation + 1);
    AAN_TRY(
        unit.sales().renew_link(id, order->link_generation, links.id, crypto::token_digest(token)));
    AAN_TRY(unit.libraries().take_out(id));
    AAN_TRY(unit.address_changes().end_changes(id, now));
    AAN_TRY(unit.reader_letters().end_reader_letters(id, now));
    AAN_TRY(unit.sales().add_order_event(id, {"link_renewed", "", now}));
    return write_down(unit, {std::string(by), "order.renew-link", order->reference, ""}, now);
  }));
  return token;
}

Result<std::string> show_order_link(const Room& room, const sales::OrderId& id,
                                    std::string_view by) {
  const Timestamp now = room.clock.wall();
  std::string token;
  AAN_TRY(room.store.write("order.show-link", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto order = AAN_TRY(unit.sales().find_order(id));
    if (!order)
      return refuse(Errc::not_found, "order.link", "There is no such order.", "no_such_order");
    token = AAN_TRY(order_token(room.keys.ring(), *order));
    return write_down(unit, {std::string(by), "order.link", order->reference, ""}, now);
  }));
  return token;
}

Result<OrderLink> find_order_link(const Room& room, const payment::IntentId& id) {
  OrderLink link;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto intent = AAN_TRY(at.payments().find_intent(id));
    const auto order = intent ? AAN_TRY(at.sales().find_order(intent->order_id)) : std::nullopt;
    // Orders that never saw money are forgotten after a while, their attempts with them.
    if (!order)
      return refuse(Errc::gone, "order.link", "The order that this would pay is gone.",
                    "order_gone");
    link = {order->reference, AAN_TRY(order_token(room.keys.ring(), *order)), is_given_up(*order),
            is_unpaid(*order), intent->monitor_until};
    for (const sales::OrderEvent& event : AAN_TRY(at.sales().order_events(order->id)))
      if (event.kind == "link_renewed" && event.at >= intent->created_at) link.is_renewed = true;
    return {};
  }));
  return link;
}

}  // namespace aan::service
