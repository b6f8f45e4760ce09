#include "net/server.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "base/log.hpp"
#include "base/text.hpp"
#include "net/core.hpp"
#include "net/lane.hpp"
#include "net/listener.hpp"

namespace aan::net {
namespace {

// Every connection is a descriptor; the soft limit of many systems is 1,024.
void raise_descriptor_limit(std::size_t connections) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  const rlim_t wanted = std::min<rlim_t>(connections + 1024, limit.rlim_max);
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = wanted;
  setrlimit(RLIMIT_NOFILE, &limit);
}

std::uint64_t random_seed(Rng& rng) {
  std::uint64_t seed = 0;
  rng.fill(std::as_writable_bytes(std::span(&seed, 1)));
  return seed;
}

Authority authority_of(const std::string& address, std::uint16_t port) {
  const bool is_bare_v6 = address.find(':') != std::string::npos && !address.starts_with('[');
  return {lower_ascii(is_bare_v6 ? "[" + address + "]" : address), port};
}

HostPolicy::Loopback loopback_rule(const TcpListeners& tcp) {
  if (tcp.on_loopback) return HostPolicy::Loopback::always;
  return tcp.on_all_addresses ? HostPolicy::Loopback::from_loopback_peers
                              : HostPolicy::Loopback::never;
}

}  // namespace

std::vector<Header> ServerOptions::default_security_headers() {
  return {
      {"content-security-policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
       "connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; "
       "base-uri 'none'; "
       "require-trusted-types-for 'script'"},
      {"x-content-type-options", "nosniff"},
      // Not no-referrer: with it browsers send "Origin: null" from our own forms, which cannot
      // be told from a stranger's on plain http. Other sites learn nothing by this one either.
      {"referrer-policy", "same-origin"},
      {"cross-origin-opener-policy", "same-origin"},
      {"cross-origin-resource-policy", "same-origin"},
      {"permissions-policy",
       "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), "
       "microphone=(), payment=(), usb=()"},
  };
}

struct Server::Impl {
  Core core;
  std::vector<std::unique_ptr<Lane>> lanes;
  Listeners listeners;  // the lanes have copies; let go when the last one is drained
  std::uint16_t port = 0;
  std::optional<std::filesystem::path> unix_socket;
  bool started = false;
  bool is_draining = false;
  bool ended = false;

  Impl(ServerOptions options, const Clock& clock, DoorRules rules,
       std::shared_ptr<const Router> router)
      : core(std::move(options), clock, std::move(rules), std::move(router)) {}
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() { drain(Duration{}); }

Result<std::unique_ptr<Server>> Server::create(ServerOptions options, const Clock& clock, Rng& rng,
                                               std::shared_ptr<const Router> router,
                                               Listeners kept) {
  if (!options.listen_address && !options.unix_socket)
    return refuse(Errc::invalid, "net.listen", "neither an address nor a socket file to listen on");
  if (options.io_threads == 0)
    options.io_threads = std::max(1U, std::thread::hardware_concurrency());
  DoorRules rules{AAN_TRY(HostPolicy::create(options.allowed_hosts)),
                  AAN_TRY(TrustedProxies::create(options.trusted_proxies))};
  const bool is_kept = !kept.is_empty();
  Listeners listeners = std::move(kept);
  TcpListeners& tcp = listeners.tcp;
  if (options.listen_address) {
    if (!is_kept)
      tcp = AAN_TRY(listen_tcp(*options.listen_address, options.port, options.io_threads));
    rules.hosts.allow_loopback(loopback_rule(tcp), tcp.port);
    // Whoever can write it knows where the socket is: a literal address is no stranger's name.
    if (!tcp.on_all_addresses) rules.hosts.allow(authority_of(*options.listen_address, tcp.port));
  }
  if (options.unix_socket && !is_kept) listeners.local = AAN_TRY(listen_unix(*options.unix_socket));
  raise_descriptor_limit(options.limits.connections);
  const unsigned lanes = options.listen_address ? options.io_threads : 1;
  auto impl =
      std::make_unique<Impl>(std::move(options), clock, std::move(rules), std::move(router));
  impl->port = tcp.port;
  Listeners of_lanes = AAN_TRY(listeners.copy());
  impl->unix_socket = impl->core.options.unix_socket;
  for (unsigned i = 0; i < lanes; ++i) {
    impl->lanes.push_back(std::make_unique<Lane>(impl->core, random_seed(rng)));
    if (i < of_lanes.tcp.sockets.size())
      impl->lanes[i]->listen_on(std::move(of_lanes.tcp.sockets[i]));
  }
  if (of_lanes.local.valid()) impl->lanes.front()->listen_on(std::move(of_lanes.local));
  impl->listeners = std::move(listeners);
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Result<> Server::start() {
  if (impl_->started) return fail(Errc::conflict, "net.start", "the server was started before");
  impl_->started = true;
  impl_->core.interactive.start();
  impl_->core.outbound.start();
  impl_->core.heavy.start();
  impl_->core.messages.start();
  for (const auto& lane : impl_->lanes) lane->start();
  return {};
}

void Server::set_router(std::shared_ptr<const Router> router) {
  impl_->core.router.set(std::move(router));
}

Result<Listeners> Server::keep_listening() {
  Listeners kept = AAN_TRY(impl_->listeners.copy());
  impl_->unix_socket.reset();  // the file is the next one's
  return kept;
}

void Server::begin_drain() {
  if (impl_->is_draining) return;
  impl_->is_draining = true;
  impl_->core.draining.store(true);
  if (impl_->unix_socket) unlink(impl_->unix_socket->c_str());
  impl_->listeners = {};
  if (!impl_->started) return;
  for (const auto& lane : impl_->lanes) lane->begin_drain();
}

bool Server::drain(Duration deadline) {
  if (impl_->ended) return true;
  impl_->ended = true;
  begin_drain();
  if (!impl_->started) return true;
  const bool clean = impl_->core.census.wait_until_empty(deadline);
  for (const auto& lane : impl_->lanes) lane->cut_off();
  // Jobs end before the lanes do: each of them still has to resume its connection.
  impl_->core.interactive.stop();
  impl_->core.outbound.stop();
  impl_->core.heavy.stop();
  impl_->core.messages.stop();
  for (const auto& lane : impl_->lanes) lane->join();
  // The socket file is a door inside the house: the one to the world says when it is closed.
  if (impl_->core.options.listen_address)
    log::info("net.stopped", {{"clean", clean ? "yes" : "no"}});
  return clean;
}

std::uint16_t Server::port() const { return impl_->port; }

ServerStats Server::stats() const {
  ServerStats out;
  const auto get = [](const Counters::Count& c) { return c.load(std::memory_order_relaxed); };
  for (const auto& lane : impl_->lanes) {
    const Counters& c = lane->counters();
    out.connections_accepted += get(c.accepted);
    out.connections_refused += get(c.refused);
    out.connections_evicted += get(c.evicted);
    out.requests += get(c.requests);
    out.requests_malformed += get(c.malformed);
    out.requests_misdirected += get(c.misdirected);
    out.requests_cross_origin += get(c.cross_origin);
    out.requests_shed += get(c.shed);
    out.requests_on_io_thread += get(c.on_io_thread);
    out.bytes_sent += get(c.bytes_sent);
    out.responses_2xx += get(c.by_class[2]);
    out.responses_3xx += get(c.by_class[3]);
    out.responses_4xx += get(c.by_class[4]);
    out.responses_5xx += get(c.by_class[5]);
  }
  out.connections_open = impl_->core.census.open();
  out.queued_interactive = impl_->core.interactive.queued();
  out.queued_outbound = impl_->core.outbound.queued();
  out.queued_heavy = impl_->core.heavy.queued();
  out.queued_messages = impl_->core.messages.queued();
  return out;
}

}  // namespace aan::net
