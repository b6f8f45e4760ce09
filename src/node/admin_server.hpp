#pragma once
#include <memory>

#include "net/server.hpp"
#include "node/config/config.hpp"
#include "node/shop_metrics.hpp"

namespace aan::node {

/// Adds `/metrics` in Prometheus' text format, and `/healthz`, which says "ok" as long as the
/// process lives. `measurements` must outlive the router.
void add_admin_routes(net::Router& router, ShopMetrics& measurements);

/// The listener of ADMIN_LISTEN with these routes, and with those of the shop and its desk where
/// the desk is apart. Null when it is off, and when the default address is taken:
/// that is said in the log, since several shops on one machine are normal. Started. `kept`: what an
/// earlier one listened on. Errors: unavailable, naming the address that was chosen.
Result<std::unique_ptr<net::Server>> open_admin(const Config& config, const Clock& clock, Rng& rng,
                                                net::SharedRouter router, net::Listeners kept);

}  // namespace aan::node
