#pragma once
#include <atomic>

namespace aan::service {

/// Rung when a fact about money was taken, so that the next look at what needs attention does not
/// wait for its minute. Thread-safe.
class AttentionBell {
 public:
  void ring() { has_rung_.store(true, std::memory_order_relaxed); }
  /// Whether it has rung since it was heard last.
  bool hear() { return has_rung_.exchange(false, std::memory_order_relaxed); }

 private:
  std::atomic<bool> has_rung_ = false;
};

}  // namespace aan::service
