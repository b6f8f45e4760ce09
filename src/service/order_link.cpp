#include "service/order_link.hpp"

#include "crypto/token.hpp"

namespace aan::service {

Result<std::string> order_token(const crypto::KeyRing& keys, const sales::Order& order) {
  const crypto::Key* links = keys.find(crypto::KeyPurpose::links, order.link_key_id);
  if (links == nullptr)
    return fail(Errc::internal, "order.link", "links key is gone: " + order.link_key_id);
  return crypto::derive_order_token(*links, order.id.value, order.link_generation);
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
    const bool is_unpaid = sales::refusal_of(order->state) == sales::DownloadRefusal::unpaid;
    link = {order->reference, AAN_TRY(order_token(room.keys, *order)), is_unpaid,
            intent->monitor_until};
    return {};
  }));
  return link;
}

}  // namespace aan::service
