#include "service/order_link.hpp"

#include "crypto/token.hpp"

namespace aan::service {
namespace {

bool is_unpaid(const sales::Order& order) {
  return sales::refusal_of(order.state) == sales::DownloadRefusal::unpaid;
}

}  // namespace

Result<std::string> order_token(const crypto::KeyRing& keys, const sales::Order& order) {
  const crypto::Key* links = keys.find(crypto::KeyPurpose::links, order.link_key_id);
  if (links == nullptr)
    return fail(Errc::internal, "order.link", "links key is gone: " + order.link_key_id);
  return crypto::derive_order_token(*links, order.id.value, order.link_generation);
}

Result<std::optional<OrderLink>> find_recent_order(const Room& room, const sales::OrderId& id,
                                                   Timestamp since) {
  std::optional<OrderLink> link;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    const auto order = AAN_TRY(at.sales().find_order(id));
    if (order && order->created_at > since)
      link = OrderLink{
          order->reference, AAN_TRY(order_token(room.keys, *order)), is_unpaid(*order), {}};
    return {};
  }));
  return link;
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
    link = {order->reference, AAN_TRY(order_token(room.keys, *order)), is_unpaid(*order),
            intent->monitor_until};
    return {};
  }));
  return link;
}

}  // namespace aan::service
