#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/rng.hpp"
#include "net/http.hpp"
#include "net/listener.hpp"
#include "net/router.hpp"

namespace aan::net {

enum class AccessLog : std::uint8_t {
  none,
  uncached,  ///< all but successful answers given on the I/O thread (those are counted)
  all,
};

/// An answer that was sent, for whoever counts.
struct Answered {
  std::string_view pattern;  ///< of the route, such as "/books/{slug}"; empty: no route took it
  int status = 0;
  Duration took;             ///< from the head of the request to the end of the answer
  bool was_at_hand = false;  ///< answered on the I/O thread
};

/// Every size and time that a client could stretch.
struct ServerLimits {
  std::size_t header_bytes = std::size_t{16} << 10U;
  std::size_t headers = 100;
  std::size_t target_bytes = std::size_t{8} << 10U;
  Duration header_deadline = Duration::seconds(10);
  Duration body_grace = Duration::seconds(5);  ///< then at least `body_bytes_per_s`
  std::uint64_t body_bytes_per_s = 1024;
  Duration write_progress = Duration::seconds(20);
  Duration idle = Duration::seconds(30);       ///< between two requests of a connection
  Duration linger = Duration::seconds(2);      ///< to swallow a refused body
  Duration queue_wait = Duration::seconds(5);  ///< then 503: nobody waits for so late an answer
  std::size_t connections = 10'000;
  std::size_t connections_per_address = 128;  ///< IPv6: per /64; trusted proxies are exempt
  bool loopback_is_one_address = false;       ///< Tor and local proxies all come from 127.0.0.1
  std::uint64_t requests_per_connection = 100'000;
  std::uint64_t upload_bytes = 4ULL << 30;  ///< of all uploads under way; beyond it: 503
};

struct ServerOptions {
  /// IP address; nullopt: no TCP, the socket file alone.
  std::optional<std::string> listen_address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: any; see `Server::port`
  /// Socket file, made with mode 0600; a stale one is replaced.
  std::optional<std::filesystem::path> unix_socket;
  /// Authorities that this node answers to: "shop.example", "shop.example:8443", "xyz.onion".
  /// A literal `listen_address` with the listening port is added, and loopback names with it while
  /// listening on loopback, or on all addresses for peers on loopback. Any other Host is answered
  /// 421.
  std::vector<std::string> allowed_hosts;
  /// Addresses and CIDR ranges ("10.0.0.0/8", "::1", "unix") whose X-Forwarded-For and
  /// X-Forwarded-Proto are believed. X-Forwarded-Host never is: proxies must pass Host on.
  std::vector<std::string> trusted_proxies;
  unsigned io_threads = 0;  ///< 0: one per core
  unsigned interactive_threads = 8;
  unsigned outbound_threads = 8;
  unsigned heavy_threads = 4;  ///< passwords and papers are worked on two at a time each
  unsigned message_threads = 2;
  std::size_t queue_max = 256;  ///< of each pool; beyond it: 503 with Retry-After
  ServerLimits limits;
  /// Added to every answer that does not set them itself.
  std::vector<Header> security_headers = default_security_headers();
  /// Strict-Transport-Security, on https only; 0: none.
  Duration hsts = Duration::days(730);
  AccessLog access_log = AccessLog::uncached;
  /// Called on an I/O thread after each answer: microseconds, no locks held for long. Empty:
  /// nobody.
  std::function<void(const Answered&)> on_answer;
  /// Where the files of uploads lie while their request lasts, without a name. Empty: none are
  /// taken.
  std::filesystem::path upload_folder;

  static std::vector<Header> default_security_headers();
};

/// Counters since the start, and gauges.
struct ServerStats {
  std::uint64_t connections_open = 0;
  std::uint64_t connections_accepted = 0;
  std::uint64_t connections_refused = 0;  ///< over a limit on connections
  std::uint64_t connections_evicted = 0;  ///< too slow, or the oldest when full
  std::uint64_t requests = 0;
  std::uint64_t requests_malformed = 0;
  std::uint64_t requests_misdirected = 0;  ///< unknown Host
  std::uint64_t requests_cross_origin = 0;
  std::uint64_t requests_shed = 0;
  std::uint64_t requests_on_io_thread = 0;
  std::uint64_t responses_2xx = 0, responses_3xx = 0, responses_4xx = 0, responses_5xx = 0;
  std::uint64_t bytes_sent = 0;
  std::uint64_t queued_interactive = 0, queued_outbound = 0, queued_heavy = 0, queued_messages = 0;
};

/// HTTP/1.1 server. Its methods are thread-safe, but none may be called from a handler.
class Server {
 public:
  /// Binds and listens, so that `port` is known; answers nothing before `start`.
  /// Errors: invalid (an option), unavailable (address in use or not ours). With `kept`, what an
  /// earlier server listened on under the same options is listened on further.
  static Result<std::unique_ptr<Server>> create(ServerOptions options, const Clock& clock, Rng& rng,
                                                std::shared_ptr<const Router> router,
                                                Listeners kept = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  Result<> start();
  /// Requests whose head is read after this returns see the new router; none sees a mixture.
  void set_router(std::shared_ptr<const Router> router);
  /// A copy of what it listens on, for a server that takes over: connections that come after this
  /// one has stopped accepting wait for that one, and its socket file stays. Before `begin_drain`.
  /// Errors: unavailable.
  Result<Listeners> keep_listening();
  /// The first half of `drain`: stops accepting, closes idle connections, and returns at once.
  void begin_drain();
  /// Stops accepting, closes idle connections, lets requests in flight finish for at most
  /// `deadline`, then closes the rest and ends all threads. Returns when done. True: nothing
  /// was cut off.
  bool drain(Duration deadline);
  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] ServerStats stats() const;

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace aan::net
