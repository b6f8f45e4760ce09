#include "node/admin_server.hpp"

#include "base/log.hpp"

namespace aan::node {

void add_admin_routes(net::Router& router, ShopMetrics& measurements) {
  net::RouteOptions options;
  options.pool = net::Pool::interactive;
  router.get(
      "/metrics",
      [&measurements](const net::Request&) {
        return net::Response::text(measurements.exposition())
            .set("content-type", metrics::kMediaType)
            .set("cache-control", "no-store");
      },
      options);
  router.get(
      "/healthz",
      [](const net::Request&) {
        return net::Response::text("ok\n").set("cache-control", "no-store");
      },
      options);
}

namespace {

net::ServerOptions options_of(const Config& config) {
  const AdminListen& listen = config.admin_listen;
  net::ServerOptions options;
  options.listen_address = std::nullopt;
  if (!listen.address.empty()) options.listen_address = listen.address;
  options.port = listen.port;
  if (!listen.unix_socket.empty()) options.unix_socket = listen.unix_socket;
  options.io_threads = 1;
  options.interactive_threads = 1;
  options.outbound_threads = 1;
  options.heavy_threads = 1;
  options.message_threads = 1;
  options.access_log = net::AccessLog::none;  // it is asked every few seconds
  if (!config.is_desk_apart) return options;
  // A few people at the desk, and what they upload.
  options.interactive_threads = 4;
  options.outbound_threads = 4;
  options.heavy_threads = 4;
  options.allowed_hosts = config.hosts;
  options.trusted_proxies = config.trusted_proxies;
  options.upload_folder = config.data_dir / "uploads";
  options.access_log = net::AccessLog::uncached;
  return options;
}

}  // namespace

Result<std::unique_ptr<net::Server>> open_admin(const Config& config, const Clock& clock, Rng& rng,
                                                net::SharedRouter router, net::Listeners kept) {
  const AdminListen& listen = config.admin_listen;
  if (listen.is_off()) return nullptr;
  if (!listen.is_loopback())
    log::warn("config", {{"what",
                          "ADMIN_LISTEN is an address beyond this machine: whoever reaches it "
                          "reads how the shop sells. Keep it behind a firewall."}});
  auto server =
      net::Server::create(options_of(config), clock, rng, std::move(router), std::move(kept));
  if (!server && !listen.is_chosen) {
    log::warn("admin.not_listening",
              {{"address", listen.text()},
               {"why", server.error().detail},
               {"what", "Measurements are not offered. ADMIN_LISTEN chooses another address."}});
    return nullptr;
  }
  if (!server)
    return refuse(Errc::unavailable, "serve",
                  "ADMIN_LISTEN: cannot " + server.error().safe +
                      ". Choose another address, a socket file as unix:PATH, or off.");
  AAN_TRY((*server)->start());
  AdminListen bound = listen;
  if (!bound.address.empty()) bound.port = (*server)->port();
  log::info("admin.listening", {{"address", bound.text()}});
  return server;
}

}  // namespace aan::node
