#include "service/sale/follow_holds.hpp"

#include <algorithm>

namespace aan::service {

namespace {

// Copies are there: an order whose copies had gone was withheld in this very unit.
Result<> retake(ports::UnitOfWork& unit, const sales::Order& order, Timestamp now) {
  AAN_TRY(unit.stock().retake_copies(order.id));
  if (order.quote.coupon.empty()) return {};
  if (AAN_TRY(unit.coupons().retake_use(order.id)) != ports::Retaken::beyond_limit) return {};
  return unit.sales().add_order_event(order.id, {"coupon_overused", order.quote.coupon, now});
}

}  // namespace

Result<std::string> gone_meanwhile(ports::UnitOfWork& unit, const sales::OrderId& order) {
  if (!AAN_TRY(unit.coupons().can_retake_use(order))) return std::string("coupon_used_up");
  if (!AAN_TRY(unit.stock().can_retake_copies(order))) return std::string("sold_out");
  return std::string();
}

Result<> follow_holds(ports::UnitOfWork& unit, const sales::Order& order,
                      std::span<const sales::OrderState> passed, Timestamp now) {
  if (passed.empty()) return {};
  if (passed.back() == sales::OrderState::cancelled) {
    AAN_TRY(unit.stock().release_copies(order.id));
    AAN_TRY(unit.holds().end_hold(order.id));
    return unit.coupons().release_use(order.id);
  }
  if (std::ranges::find(passed, sales::OrderState::paid) == passed.end()) return {};
  AAN_TRY(retake(unit, order, now));
  AAN_TRY(unit.holds().forget_takes(order.id));
  return unit.holds().end_hold(order.id);
}

}  // namespace aan::service
