#pragma once
#include <cstdint>
#include <mutex>
#include <optional>

#include "base/clock.hpp"
#include "base/timestamp.hpp"
#include "service/sale/guess_pace.hpp"

namespace aan::service {

/// So many at once after a quiet time, then one more each `refill`. Thread-safe.
class TokenBucket {
 public:
  struct Limits {
    std::int64_t burst = 1;
    Duration refill = Duration::seconds(1);
  };
  TokenBucket(const Clock& clock, const Limits& limits) : clock_(clock), limits_(limits) {}

  /// Takes one; nothing when there was one, else how long until there is.
  std::optional<Duration> take();
  /// For what was taken and not used after all.
  void give_back();

 private:
  const Clock& clock_;
  const Limits limits_;
  std::mutex full_at_mutex_;  // guards full_at_
  Duration full_at_;          // when the bucket will be full again
};

/// How fast orders may be placed, all buyers together: many at once, and not for ever. A bucket for
/// each address would hit everybody behind Tor or one proxy and spare whoever has many addresses,
/// and a shop that stores no addresses has none to count. Orders of nothing to pay take from a
/// smaller bucket as well, so that a flood of them, which costs its sender nothing, leaves room for
/// buyers. Orders of nothing to pay that write letters have a pace of their own, for each sender
/// who can be told from others and for all: whoever floods it takes nobody else's. Thread-safe.
struct OrderPace {
  struct Limits {
    TokenBucket::Limits all{10'000, Duration::milliseconds(500)};
    TokenBucket::Limits free{2'000, Duration::seconds(2)};
    GuessPace::Limits codes{20, Duration::seconds(10)};
    GuessPace::Limits own_free_letters{10, Duration::minutes(2)};
    TokenBucket::Limits free_letters{500, Duration::seconds(5)};
  };
  explicit OrderPace(const Clock& clock) : OrderPace(clock, Limits{}) {}
  OrderPace(const Clock& clock, const Limits& limits)
      : all(clock, limits.all),
        free(clock, limits.free),
        codes(clock, limits.codes),
        own_free_letters(clock, limits.own_free_letters),
        free_letters(clock, limits.free_letters) {}

  TokenBucket all;
  TokenBucket free;
  GuessPace codes;             ///< wrong coupon codes, for each sender
  GuessPace own_free_letters;  ///< orders of nothing to pay with an address, for each sender
  TokenBucket free_letters;    ///< the same, all senders together
};

}  // namespace aan::service
