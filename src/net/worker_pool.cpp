#include "net/worker_pool.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace aan::net {

struct WorkerPool::Impl {
  struct Entry {
    Job job;
    Duration since;
    bool keeps = false;  // never told to be late
  };

  void run() {
    std::unique_lock lock(queue_mutex);
    for (;;) {
      queue_grew.wait(lock, [&] { return stopping || !queue.empty(); });
      if (queue.empty()) return;
      Entry entry = std::move(queue.front());
      queue.pop_front();
      const bool late = !entry.keeps && (stopping || clock.mono() - entry.since > queue_wait);
      lock.unlock();
      entry.job(late);
      entry.job = nullptr;
      lock.lock();
    }
  }

  unsigned thread_count;
  std::size_t queue_max;
  Duration queue_wait;
  const Clock& clock;
  mutable std::mutex queue_mutex;  // guards queue and stopping
  std::condition_variable queue_grew;
  std::deque<Entry> queue;
  bool stopping = false;
  std::vector<std::jthread> threads;
};

WorkerPool::WorkerPool(unsigned threads, std::size_t queue_max, Duration queue_wait,
                       const Clock& clock)
    : impl_(new Impl{
          threads == 0 ? 1 : threads, queue_max, queue_wait, clock, {}, {}, {}, false, {}}) {}

WorkerPool::~WorkerPool() { stop(); }

void WorkerPool::start() {
  for (unsigned i = 0; i < impl_->thread_count; ++i)
    impl_->threads.emplace_back([impl = impl_.get()] { impl->run(); });
}

bool WorkerPool::submit(Job& job) {
  {
    const std::scoped_lock lock(impl_->queue_mutex);
    if (impl_->stopping || impl_->queue.size() >= impl_->queue_max) return false;
    impl_->queue.push_back({std::move(job), impl_->clock.mono(), false});
  }
  impl_->queue_grew.notify_one();
  return true;
}

void WorkerPool::submit_surely(Job job) {
  {
    const std::scoped_lock lock(impl_->queue_mutex);
    if (!impl_->stopping) {
      impl_->queue.push_back({std::move(job), impl_->clock.mono(), true});
      impl_->queue_grew.notify_one();
      return;
    }
  }
  job(false);
}

void WorkerPool::stop() {
  {
    const std::scoped_lock lock(impl_->queue_mutex);
    impl_->stopping = true;
  }
  impl_->queue_grew.notify_all();
  impl_->threads.clear();
}

std::size_t WorkerPool::queued() const {
  const std::scoped_lock lock(impl_->queue_mutex);
  return impl_->queue.size();
}

}  // namespace aan::net
