#pragma once
#include <cstdint>
#include <optional>

#include "service/sale/view_order.hpp"

namespace aan::service {

/// What of a delivered order has reached nobody yet. Of an order in any other state: nothing.
struct StillToCome {
  std::optional<sales::GiftState> gift;  ///< it can be claimed, now or on its day; nobody has
  Timestamp gift_opens_at;
  std::optional<Timestamp> first_day;  ///< of the books that were bought before theirs
  bool is_all = false;                 ///< every book waits for its day
  /// What `ports::OrderQuery::is_to_come` asks.
  [[nodiscard]] bool is_any() const { return gift || first_day; }
};
/// In the snapshot, or the unit of work, that the order was read in.
Result<StillToCome> still_to_come(const ports::SaleStore& sales, const ports::GiftStore& gifts,
                                  const sales::Order& order, Timestamp now);
StillToCome still_to_come(const OrderView& view, Timestamp now);

}  // namespace aan::service
