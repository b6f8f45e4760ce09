#pragma once
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/metrics.hpp"
#include "net/server.hpp"
#include "node/node.hpp"

namespace aan::node {

/// Everything that is counted and measured, in Prometheus' text format. Reads the store at most
/// every `kReadingsKeptFor`, however often it is asked. No personal data, nothing secret; label
/// values come from tables of the program. Thread-safe.
class ShopMetrics {
 public:
  /// `stats`: of the server that buyers reach. Both must outlive this.
  ShopMetrics(Node& node, std::function<net::ServerStats()> stats)
      : node_(node), stats_(std::move(stats)), started_(node.clock.wall()) {}
  /// While the store cannot be read, aan_store_up is 0 and what it would tell is left out.
  std::string exposition();

 private:
  Node& node_;
  std::function<net::ServerStats()> stats_;
  Timestamp started_;
  std::mutex readings_mutex_;  // guards all below
  std::vector<metrics::Reading> of_store_;
  std::optional<Duration> read_at_;
};

inline constexpr Duration kReadingsKeptFor = Duration::seconds(5);

}  // namespace aan::node
