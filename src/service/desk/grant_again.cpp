#include "service/desk/grant_again.hpp"

#include "service/desk/find_order.hpp"

namespace aan::service {
namespace {

Result<> check_state(const sales::Order& order) {
  const auto why = sales::refusal_of(order.state);
  if (!why) return {};
  return refuse(Errc::conflict, "order.grant",
                *why == sales::DownloadRefusal::unpaid
                    ? "This order is not paid, so there is nothing to download."
                    : "This order was paid back or disputed: its downloads rest.",
                std::string(name_of(*why)));
}

}  // namespace

Result<int> grant_again(const Room& room, const std::string& which, const sales::GrantId& grant,
                        std::string_view by) {
  const sales::OrderId id = AAN_TRY(find_order(room, which)).id;
  const Timestamp now = room.clock.wall();
  int opened = 0;
  AAN_TRY(room.store.write("order.grant", [&](ports::UnitOfWork& unit) -> Result<> {
    opened = 0;
    const auto order = AAN_TRY(unit.sales().find_order(id));
    if (!order)
      return refuse(Errc::not_found, "order.grant", "There is no such order.",
                    "no_such_order_here");
    AAN_TRY(check_state(*order));
    for (const sales::DownloadGrant& one : AAN_TRY(unit.sales().grants(id))) {
      if (!grant.value.empty() && one.id != grant) continue;
      AAN_TRY(unit.sales().reopen_grant(one.id, now + sales::kGrantFor, now));
      AAN_TRY(unit.sales().add_order_event(id, {"granted_again", one.id.value, now}));
      ++opened;
    }
    if (opened == 0)
      return refuse(Errc::not_found, "order.grant", "This order has no such download.",
                    "no_such_download");
    return write_down(
        unit, {std::string(by), "order.grant", order->reference, std::to_string(opened)}, now);
  }));
  return opened;
}

}  // namespace aan::service
