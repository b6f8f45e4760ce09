#pragma once
#include <atomic>

#include "base/clock.hpp"

namespace aan::testing {

/// A clock that stands still until a test moves it. Thread-safe. Starts on a day in November 2026.
class ManualClock final : public Clock {
 public:
  static constexpr Timestamp kStart = Timestamp::from_unix_seconds(1'795'000'000);

  ManualClock() = default;
  explicit ManualClock(Timestamp start) : wall_us_(start.us) {}

  [[nodiscard]] Timestamp wall() const override { return {wall_us_.load()}; }
  [[nodiscard]] Duration mono() const override { return {mono_us_.load()}; }

  /// Time passes: both clocks move.
  void advance(Duration by) {
    wall_us_ += by.us;
    mono_us_ += by.us;
  }
  /// Somebody sets the civil clock, forward or back; the other one does not notice.
  void jump_wall(Timestamp to) { wall_us_ = to.us; }

 private:
  std::atomic<std::int64_t> wall_us_{kStart.us};
  std::atomic<std::int64_t> mono_us_{1'000'000};
};

}  // namespace aan::testing
