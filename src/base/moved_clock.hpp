#pragma once
#include <atomic>

#include "base/clock.hpp"

namespace aan {

/// Another clock, and some time more: for a shop where time can be made to pass. Until it is moved
/// it is the other one. Thread-safe; the other one outlives it.
class MovedClock final : public Clock {
 public:
  explicit MovedClock(const Clock& of, Duration ahead = {}) : of_(of), ahead_us_(ahead.us) {}

  [[nodiscard]] Timestamp wall() const override { return of_.wall() + ahead(); }
  /// Deadlines too come nearer when time is made to pass.
  [[nodiscard]] Duration mono() const override { return of_.mono() + ahead(); }

  [[nodiscard]] Duration ahead() const { return {ahead_us_.load()}; }
  /// Forward alone: less than before changes nothing.
  void move(Duration ahead) {
    std::int64_t before = ahead_us_.load();
    while (before < ahead.us && !ahead_us_.compare_exchange_weak(before, ahead.us)) {
    }
  }

 private:
  const Clock& of_;
  std::atomic<std::int64_t> ahead_us_;
};

}  // namespace aan
