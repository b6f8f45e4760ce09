#pragma once
#include <cstdint>
#include <string>

#include "domain/sales/order.hpp"

namespace aan::sales {

/// What an unpaid order holds of things that there are few of (copies, uses of a code) is free for
/// others after this long, unless money for it was seen; the order itself stays open. HOLD_MINUTES.
inline constexpr Duration kHoldFor = Duration::minutes(30);
/// So many unpaid orders of one sender hold something at once; the next one is refused.
inline constexpr std::int64_t kHoldsOfOneSender = 3;
/// Of so few copies one sender may hold all that those orders can.
inline constexpr std::int64_t kCopiesOfAnybody = 3;

/// That an unpaid order holds something, and until when.
struct Hold {
  OrderId order_id;
  Timestamp until;
  std::string sender;  ///< keyed digest of who placed it; empty: cannot be told from others
};

/// Whether a sender whose unpaid orders hold `own` copies of an offer may hold one of the `left`
/// ones too: no more than half of what others have not taken, where that is more than a few.
[[nodiscard]] constexpr bool may_hold_another(std::int64_t own, std::int64_t left) {
  const std::int64_t there = own + left;
  return there <= kCopiesOfAnybody || (own + 1) * 2 <= there;
}

}  // namespace aan::sales
