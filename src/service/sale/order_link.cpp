#include "service/sale/order_link.hpp"

#include <algorithm>

#include "crypto/token.hpp"
#include "service/customer/change_address.hpp"
#include "service/idempotency.hpp"
#include "service/letters/queue_mail.hpp"
#include "service/sale/gifts.hpp"

namespace aan::service {
namespace {

bool is_unpaid(const sales::Order& order) {
  return sales::refusal_of(order.state) == sales::DownloadRefusal::unpaid;
}

constexpr std::string_view kBuyer = "buyer";
constexpr std::string_view kShop;  // the people of the shop
constexpr std::string_view kRenewed = "link_renewed";

bool is_given_up(const sales::Order& order) { return order.state == sales::OrderState::cancelled; }

}  // namespace

Result<std::string> renew_link_in(const Room& room, ports::UnitOfWork& unit,
                                  const sales::Order& order, std::string_view by_whom,
                                  std::string_view actor, Timestamp now) {
  const crypto::Key& links = room.keys.ring().current(crypto::KeyPurpose::links);
  std::string token = crypto::derive_order_token(links, order.id.value, order.link_generation + 1);
  AAN_TRY(unit.sales().renew_link(order.id, order.link_generation, links.id,
                                  crypto::token_digest(token)));
  AAN_TRY(unit.libraries().take_out(order.id));
  AAN_TRY(unit.address_changes().end_changes(order.id, now));
  AAN_TRY(unit.reader_letters().end_reader_letters(order.id, now));
  AAN_TRY(renew_claim_link(room, unit, order, now));
  AAN_TRY(
      unit.sales().add_order_event(order.id, {std::string(kRenewed), std::string(by_whom), now}));
  AAN_TRY(end_recent_address(room, unit, order, now));
  AAN_TRY(queue_new_link(room, unit, order.id, order.link_generation + 1, now));
  AAN_TRY(write_down(unit, {std::string(actor), "order.renew-link", order.reference, ""}, now));
  return token;
}

namespace {

Result<> check_own_pace(const ports::SaleStore& sales, const sales::OrderId& id, Timestamp now) {
  const Timestamp since = now - Duration::days(1);
  std::optional<Timestamp> oldest;
  std::int64_t times = 0;
  for (const sales::OrderEvent& event : AAN_TRY(sales.order_events(id))) {
    if (event.kind != kRenewed || event.detail != kBuyer || event.at <= since) continue;
    if (!oldest) oldest = event.at;
    ++times;
  }
  if (times < kOwnLinksADay) return {};
  Error often = refuse(Errc::limited, "order.link",
                       "This order was given a new address three times today. Try again tomorrow.",
                       "links_used_up")
                    .error();
  often.retry_after_s =
      static_cast<int>(std::max<std::int64_t>(0, (*oldest + Duration::days(1) - now).s()) + 1);
  return std::unexpected(std::move(often));
}

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
    const bool is_recent = order && order->created_at > since && order->link_generation == 1;
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
  const Timestamp now = room.clock.wall();
  std::string token;
  AAN_TRY(room.store.write("order.link", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto order = AAN_TRY(unit.sales().find_order(id));
    if (!order)
      return refuse(Errc::not_found, "order.link", "There is no such order.", "no_such_order");
    token = AAN_TRY(renew_link_in(room, unit, *order, kShop, by, now));
    // Somebody has looked at who is who: nobody takes an address back after that.
    return unit.address_changes().close_changes(id, now);
  }));
  return token;
}

Result<std::string> renew_own_link(const Room& room, const std::string& token,
                                   const std::string& idempotency_key) {
  const IdempotentRequest once =
      AAN_TRY(IdempotentRequest::create("order.link", idempotency_key, token));
  const Timestamp now = room.clock.wall();
  std::string fresh;
  AAN_TRY(room.store.write("order.own_link", [&](ports::UnitOfWork& unit) -> Result<> {
    if (const auto before = AAN_TRY(find_answer(room, unit.sales(), once))) {
      fresh = *before;
      return {};
    }
    const auto order = AAN_TRY(unit.sales().find_order_by_token(crypto::token_digest(token)));
    if (!order)
      return refuse(Errc::not_found, "order.link", "There is no such order.", "no_such_order");
    // The way to pay and back is known by the link that the order was placed with.
    if (!order->paid_at)
      return refuse(Errc::conflict, "order.link", "An order gets a new address once it is paid.",
                    "link_before_payment");
    AAN_TRY(check_own_pace(unit.sales(), order->id, now));
    fresh = AAN_TRY(renew_link_in(room, unit, *order, kBuyer, kBuyer, now));
    return keep_answer(room, unit.sales(), once, fresh, now);
  }));
  return fresh;
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
      if (event.kind == kRenewed && event.at >= intent->created_at) link.is_renewed = true;
    return {};
  }));
  return link;
}

bool has_address_gone_with_link(const std::vector<sales::OrderEvent>& events) {
  bool is_gone = false;
  for (const sales::OrderEvent& event : events) {
    if (event.kind == kRenewed) is_gone = false;
    if (event.kind == "mail" && event.detail == kAddressOff) is_gone = true;
    if (event.kind == "mail" && event.detail == "address changed") is_gone = false;
  }
  return is_gone;
}

}  // namespace aan::service
