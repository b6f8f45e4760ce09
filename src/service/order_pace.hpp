#pragma once
#include <cstdint>
#include <mutex>
#include <optional>

#include "base/clock.hpp"
#include "base/timestamp.hpp"

namespace aan::service {

/// How fast orders may be placed, all buyers together: many at once, and not for ever. A bucket for
/// each address would hit everybody behind Tor or one proxy and spare whoever has many addresses,
/// and a shop that stores no addresses has none to count. What never pays is purged, so the rate
/// times that time bounds what a flood can fill. Thread-safe.
class OrderPace {
 public:
  struct Limits {
    std::int64_t burst = 10'000;                    ///< at once, after a quiet time
    Duration refill = Duration::milliseconds(500);  ///< one more each
  };
  explicit OrderPace(const Clock& clock) : OrderPace(clock, Limits{}) {}
  OrderPace(const Clock& clock, const Limits& limits) : clock_(clock), limits_(limits) {}

  /// Takes one; nothing when there was one, else how long until there is.
  std::optional<Duration> take();
  /// For a request that placed no order after all.
  void give_back();

 private:
  const Clock& clock_;
  const Limits limits_;
  std::mutex full_at_mutex_;  // guards full_at_
  Duration full_at_;          // when the bucket will be full again
};

}  // namespace aan::service
