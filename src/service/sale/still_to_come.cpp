#include "service/sale/still_to_come.hpp"

#include <algorithm>
#include <vector>

namespace aan::service {
namespace {

StillToCome reckoned(const sales::Order& order, const std::optional<sales::Gift>& gift,
                     const std::vector<Timestamp>& days, Timestamp now) {
  StillToCome it;
  if (gift) {
    const sales::GiftState state = sales::gift_state_of(*gift, order.state, now);
    if (sales::may_hand_over(state)) it.gift = state;
    it.gift_opens_at = gift->opens_at;
  }
  if (days.empty()) return it;
  it.first_day = *std::ranges::min_element(days);
  it.is_all = days.size() == order.lines.size();
  return it;
}

}  // namespace

Result<StillToCome> still_to_come(const ports::SaleStore& sales, const ports::GiftStore& gifts,
                                  const sales::Order& order, Timestamp now) {
  if (order.state != sales::OrderState::fulfilled) return StillToCome{};
  std::vector<Timestamp> days;
  for (const sales::Preorder& one : AAN_TRY(sales.preorders(order.id)))
    if (!one.released_at) days.push_back(one.release_at.value_or(now));
  return reckoned(order, AAN_TRY(gifts.gift_of(order.id)), days, now);
}

StillToCome still_to_come(const OrderView& view, Timestamp now) {
  if (view.order.state != sales::OrderState::fulfilled) return {};
  std::vector<Timestamp> days;
  for (const OrderLineView& line : view.lines)
    if (line.waits_until) days.push_back(*line.waits_until);
  return reckoned(view.order, view.gift, days, now);
}

}  // namespace aan::service
