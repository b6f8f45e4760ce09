#pragma once
#include <cstdint>
#include <mutex>
#include <optional>

#include "base/clock.hpp"
#include "base/timestamp.hpp"
#include "service/guess_pace.hpp"

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
/// buyers. Thread-safe.
struct OrderPace {
  struct Limits {
    TokenBucket::Limits all{10'000, Duration::milliseconds(500)};
    TokenBucket::Limits free{2'000, Duration::seconds(2)};
    GuessPace::Limits codes{20, Duration::seconds(10)};
  };
  explicit OrderPace(const Clock& clock) : OrderPace(clock, Limits{}) {}
  OrderPace(const Clock& clock, const Limits& limits)
      : all(clock, limits.all), free(clock, limits.free), codes(clock, limits.codes) {}

  TokenBucket all;
  TokenBucket free;
  GuessPace codes;  ///< wrong coupon codes, for each sender
};

}  // namespace aan::service
