#include "net/core.hpp"

#include <chrono>

namespace aan::net {

Census::Verdict Census::enter(const PeerAddress& client, bool is_exempt) {
  const std::scoped_lock lock(census_mutex_);
  ++open_;
  if (!is_exempt && ++by_client_[client] > per_client_max_) return Verdict::too_many_of_one;
  return open_ > connections_max_ ? Verdict::full : Verdict::welcome;
}

void Census::leave(const PeerAddress& client, bool is_exempt) {
  const std::scoped_lock lock(census_mutex_);
  if (!is_exempt) {
    const auto found = by_client_.find(client);
    if (found != by_client_.end() && --found->second == 0) by_client_.erase(found);
  }
  if (--open_ == 0) emptied_.notify_all();
}

std::size_t Census::open() const {
  const std::scoped_lock lock(census_mutex_);
  return open_;
}

bool Census::wait_until_empty(Duration at_most) {
  std::unique_lock lock(census_mutex_);
  return emptied_.wait_for(lock, std::chrono::microseconds(at_most.us), [&] { return open_ == 0; });
}

void RouterSlot::set(std::shared_ptr<const Router> router) {
  const std::scoped_lock lock(router_mutex_);
  router_.swap(router);
  version_.fetch_add(1, std::memory_order_release);
}

void RouterSlot::refresh(std::shared_ptr<const Router>& copy, std::uint64_t& version) const {
  if (version_.load(std::memory_order_acquire) == version) return;
  const std::scoped_lock lock(router_mutex_);
  copy = router_;
  version = version_.load(std::memory_order_relaxed);
}

Core::Core(ServerOptions o, const Clock& c, DoorRules r, std::shared_ptr<const Router> first)
    : options(std::move(o)),
      clock(c),
      rules(std::move(r)),
      standing(options.security_headers, options.hsts),
      router(std::move(first)),
      census(options.limits.connections, options.limits.connections_per_address),
      interactive(options.interactive_threads, options.queue_max, options.limits.queue_wait, clock),
      outbound(options.outbound_threads, options.queue_max, options.limits.queue_wait, clock),
      heavy(options.heavy_threads, options.queue_max, options.limits.queue_wait, clock),
      messages(options.message_threads, options.queue_max, options.limits.queue_wait, clock) {}

WorkerPool& Core::pool_of(Pool pool) {
  if (pool == Pool::outbound) return outbound;
  if (pool == Pool::heavy) return heavy;
  return pool == Pool::messages ? messages : interactive;
}

}  // namespace aan::net
