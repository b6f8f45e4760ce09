#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.hpp"

namespace aan::net {

/// Threads that run jobs from one bounded queue, in order of arrival. Thread-safe.
class WorkerPool {
 public:
  /// `late` is true when the job waited longer than `queue_wait` or the pool is being stopped:
  /// then nobody wants its work any more, only its end.
  using Job = std::move_only_function<void(bool late)>;

  WorkerPool(unsigned threads, std::size_t queue_max, Duration queue_wait, const Clock& clock);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  void start();
  /// False when the queue is full or the pool has been stopped; the job is then untouched.
  [[nodiscard]] bool submit(Job& job);
  /// For work that must not be lost, bounded by the number of connections. After `stop` it
  /// runs on the calling thread.
  void submit_surely(Job job);
  /// Tells queued jobs that they are late, lets running ones finish, ends the threads.
  void stop();
  [[nodiscard]] std::size_t queued() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace aan::net
