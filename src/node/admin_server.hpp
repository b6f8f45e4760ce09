#pragma once
#include <memory>

#include "net/server.hpp"
#include "node/config.hpp"
#include "node/shop_metrics.hpp"

namespace aan::node {

/// The listener of ADMIN_LISTEN: `/metrics` in Prometheus' text format, and `/healthz`, which says
/// "ok" as long as the process lives. Null when it is off, and when the default address is taken:
/// that is said in the log, since several shops on one machine are normal. Started. `measurements`
/// must outlive it. `kept`: what an earlier one listened on. Errors: unavailable, naming the
/// address that was chosen.
Result<std::unique_ptr<net::Server>> open_admin(const Config& config, const Clock& clock, Rng& rng,
                                                ShopMetrics& measurements, net::Listeners kept);

}  // namespace aan::node
