#pragma once
#include "base/moved_clock.hpp"
#include "service/room.hpp"

namespace aan::service {

/// What the clock of a sandbox shows.
struct ClockFace {
  Timestamp now;
  Duration ahead;  ///< of the real time
};

/// The clock of a sandbox, which goes forward when it is told to. How far stands in the store, so
/// that it goes on from there after a start and in every process of the shop. Thread-safe.
class SandboxClock {
 public:
  /// `clock`: the room's own; null where nobody may move it.
  SandboxClock(const Room& room, MovedClock* clock) : room_(room), clock_(clock) {}

  /// Errors: forbidden "clock_fixed", as those below.
  Result<ClockFace> look() const;
  /// So much time passes. The same `key` again moves it no more, whatever became of the first time;
  /// empty: each time is one of its own. Errors: invalid "clock_range" beyond `sales::kAheadMax` in
  /// all.
  Result<ClockFace> advance(Duration by, std::string_view actor, const std::string& key = {});
  /// It becomes that moment. `key`: as of `advance`. Errors: conflict "clock_back" when that was
  /// before.
  Result<ClockFace> advance_to(Timestamp moment, std::string_view actor,
                               const std::string& key = {});
  /// Takes up what another process of the shop did.
  Result<> follow();

 private:
  Result<ClockFace> move(const std::function<Result<Duration>(Duration ahead)>& target,
                         std::string_view actor, const std::string& key);
  const Room& room_;
  MovedClock* clock_;
};

/// How far the clock of this shop was moved: zero for one that never was.
Result<Duration> clock_ahead(const ports::RecordStore& records);

}  // namespace aan::service
