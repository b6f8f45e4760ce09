#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "domain/sales/coupon.hpp"
#include "domain/sales/order.hpp"

namespace aan::sales {

/// What an unpaid order holds of things that there are few of (copies, uses of a code) is free for
/// others after this long, unless money for it was seen; the order itself stays open. HOLD_MINUTES.
inline constexpr Duration kHoldFor = Duration::minutes(30);
/// So many unpaid orders of one sender hold something at once; the next one is refused.
inline constexpr std::int64_t kHoldsOfOneSender = 3;
/// Of so few copies one sender may hold all that those orders can.
inline constexpr std::int64_t kCopiesOfAnybody = 3;

/// One order takes the last copies of so many titles, at most.
inline constexpr std::int64_t kLastCopiesOfAnOrder = 10;

/// A hold that was given back is taken again at once so often; then the order waits `kHoldRest`.
inline constexpr std::int64_t kHoldsAgainAtOnce = 1;
inline constexpr Duration kHoldRest = Duration::hours(6);
/// So many holds of one sender that nobody paid for begin within `kHoldRest`: as many as may be
/// held at once, and each of them once more.
inline constexpr std::int64_t kUnpaidHoldsMax = kHoldsOfOneSender * (1 + kHoldsAgainAtOnce);
/// So many orders of one sender take what there are few of for nothing, within `kFreeTakesWithin`.
inline constexpr std::int64_t kFreeTakesMax = 3;
inline constexpr Duration kFreeTakesWithin = Duration::days(1);
/// Both are counted so far back.
inline constexpr Duration kScarceTakesKeptFor = kFreeTakesWithin;
static_assert(kScarceTakesKeptFor >= kHoldRest);

/// That a sender took something that there are few of, and did not pay for it.
struct ScarceTake {
  OrderId order_id;
  Timestamp at;
  std::string sender;    ///< keyed digest; not empty
  bool is_free = false;  ///< the order cost nothing; else it holds, or held, and is not paid
};

/// What of an offer's copies has gone where.
struct CopiesTaken {
  std::int64_t sold = 0;
  std::int64_t held = 0;                     ///< by unpaid orders
  std::optional<Timestamp> held_until = {};  ///< when the first of those may be free
};

/// Of a coupon's uses, those that unpaid orders hold.
struct UsesHeld {
  std::int64_t held = 0;
  std::optional<Timestamp> held_until = {};  ///< when the first of those may be free
};

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
