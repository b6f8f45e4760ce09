#pragma once
#include <signal.h>

#include <atomic>

namespace aan::node {

/// The wish that this process ends, from outside (SIGTERM, SIGINT, SIGHUP unless it is ignored) or
/// from within, or that it begins anew with the configuration as it is now (SIGUSR1). Made before
/// any other thread, so that every thread leaves the signals to it.
class StopSignal {
 public:
  StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  /// Whether the wish to end came; stays true then. For long work to end between two steps.
  /// Thread-safe.
  bool has_come();
  /// Waits for either wish. From the thread that made this. True: begin anew; then the next call
  /// waits again.
  bool wait();
  /// Stops the process as the signal would. Thread-safe.
  void raise();
  /// Begins anew as the signal would. Thread-safe.
  void raise_anew();
  /// The signal that came; 0: none yet.
  [[nodiscard]] int number() const { return came_; }

 private:
  sigset_t ends_{};
  sigset_t all_{};
  std::atomic<int> came_ = 0;
};

}  // namespace aan::node
