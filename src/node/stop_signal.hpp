#pragma once
#include <signal.h>

#include <atomic>

namespace aan::node {

/// The wish that this process ends, from outside (SIGTERM, SIGINT, SIGHUP unless it is ignored) or
/// from within. Made before any other thread, so that every thread leaves the signals to it.
class StopSignal {
 public:
  StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  /// Whether it came; stays true then. For long work to end between two steps. Thread-safe.
  bool has_come();
  /// Waits for it. From the thread that made this.
  void wait();
  /// Stops the process as the signal would. Thread-safe.
  void raise();
  /// The signal that came; 0: none yet.
  [[nodiscard]] int number() const { return came_; }

 private:
  sigset_t signals_{};
  std::atomic<int> came_ = 0;
};

}  // namespace aan::node
