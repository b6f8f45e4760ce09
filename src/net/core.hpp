#pragma once
#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>

#include "net/admission.hpp"
#include "net/head_writer.hpp"
#include "net/server.hpp"
#include "net/worker_pool.hpp"

namespace aan::net {

/// Counts of one I/O thread: written there, read anywhere.
struct Counters {
  using Count = std::atomic<std::uint64_t>;
  Count accepted{0}, refused{0}, evicted{0}, requests{0}, malformed{0}, misdirected{0},
      cross_origin{0}, shed{0}, on_io_thread{0}, bytes_sent{0};
  Count by_class[6] = {};
  static void add(Count& count, std::uint64_t n = 1) {
    count.store(count.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
  }
};

/// How many connections are open, altogether and for each client. Thread-safe.
class Census {
 public:
  enum class Verdict : std::uint8_t { welcome, full, too_many_of_one };
  Census(std::size_t connections_max, std::size_t per_client_max)
      : connections_max_(connections_max), per_client_max_(per_client_max) {}
  /// Counts the connection in, also when full: the caller then makes room or leaves.
  Verdict enter(const PeerAddress& client, bool is_exempt);
  void leave(const PeerAddress& client, bool is_exempt);
  [[nodiscard]] std::size_t open() const;
  /// Waits until none is open. False: the time ran out.
  bool wait_until_empty(Duration at_most);

 private:
  std::size_t connections_max_;
  std::size_t per_client_max_;
  mutable std::mutex census_mutex_;  // guards open_ and by_client_
  std::condition_variable emptied_;
  std::size_t open_ = 0;
  std::map<PeerAddress, std::size_t> by_client_;
};

/// The router in use. Readers keep a copy and look at the version, which costs them no more
/// than a load of memory that is hardly ever written.
class RouterSlot {
 public:
  explicit RouterSlot(std::shared_ptr<const Router> router) : router_(std::move(router)) {}
  void set(std::shared_ptr<const Router> router);
  void refresh(std::shared_ptr<const Router>& copy, std::uint64_t& version) const;

 private:
  std::atomic<std::uint64_t> version_{1};
  mutable std::mutex router_mutex_;  // guards router_
  std::shared_ptr<const Router> router_;
};

/// What all I/O threads share.
struct Core {
  ServerOptions options;
  const Clock& clock;
  DoorRules rules;
  StandingHeaders standing;
  RouterSlot router;
  Census census;
  WorkerPool interactive;
  WorkerPool outbound;
  WorkerPool heavy;
  WorkerPool messages;
  std::atomic<bool> draining{false};
  std::atomic<std::uint64_t> upload_bytes{0};  ///< announced by uploads under way

  /// The threads of a route that has some.
  WorkerPool& pool_of(Pool pool);
  Core(ServerOptions o, const Clock& c, DoorRules r, std::shared_ptr<const Router> first);
};

}  // namespace aan::net
