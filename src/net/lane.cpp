#include "net/lane.hpp"

#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <tuple>

#include "base/log.hpp"
#include "net/connection.hpp"

namespace aan::net {
namespace {

// Often enough that no deadline is missed by more than a quarter of the shortest one.
std::chrono::microseconds tick_interval(const ServerLimits& limits) {
  const Duration shortest = std::min({limits.header_deadline, limits.body_grace,
                                      limits.write_progress, limits.idle, limits.linger});
  return std::chrono::microseconds(std::clamp<std::int64_t>(shortest.us / 4, 5'000, 250'000));
}

// sendfile has no MSG_NOSIGNAL: a client that leaves in the middle must not end the program.
void block_sigpipe() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

// A task of ours that ends by an exception is a bug; it takes one connection with it.
struct ReportFailure {
  void operator()(const std::exception_ptr& failure) const {
    if (!failure) return;
    try {
      std::rethrow_exception(failure);
    } catch (const std::exception& thrown) {
      log::error("net.task_failed", {{"why", thrown.what()}});
    } catch (...) {
      log::error("net.task_failed", {{"why", "not an exception of the library"}});
    }
  }
};

}  // namespace

Lane::Lane(Core& core, std::uint64_t seed)
    : core_(core),
      work_(asio::make_work_guard(context_)),
      timer_(context_.get_executor()),
      next_id_(seed) {}

Lane::~Lane() { join(); }

void Lane::listen_on(FileDescriptor socket) {
  listeners_.push_back(std::make_unique<Descriptor>(context_.get_executor(), socket.release()));
}

void Lane::start() {
  sweep();
  for (const auto& listener : listeners_)
    asio::co_spawn(context_, accept_from(this, listener.get()), ReportFailure{});
  asio::co_spawn(context_, tick(this), ReportFailure{});
  thread_ = std::jthread([this] {
    block_sigpipe();
    context_.run();
  });
}

Awaitable<void> Lane::turn() {
  return asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(
      [this](auto&& handler) {
        auto kept = std::make_shared<std::decay_t<decltype(handler)>>(
            std::forward<decltype(handler)>(handler));
        wait_turn([kept = std::move(kept)] {
          auto once = std::move(*kept);
          std::move(once)();
        });
      },
      asio::use_awaitable_t<Executor>{});
}

void Lane::wait_turn(std::function<void()> resume) {
  turns_.push_back(std::move(resume));
  if (is_giving_turns_) return;
  is_giving_turns_ = true;
  asio::post(context_, [this] { give_turn(); });
}

// One of them for each round of the loop, which looks for what has arrived in between.
void Lane::give_turn() {
  const std::function<void()> resume = std::move(turns_.front());
  turns_.pop_front();
  is_giving_turns_ = !turns_.empty();
  if (is_giving_turns_) asio::post(context_, [this] { give_turn(); });
  resume();
}

void Lane::begin_drain() {
  asio::post(context_, [this] {
    boost::system::error_code ignored;
    for (const auto& listener : listeners_) std::ignore = listener->close(ignored);
    std::vector<Connection*> idle;
    for (Connection& c : waiting_)
      if (c.is_between_requests()) idle.push_back(&c);
    for (Connection* c : idle) c->cut();
  });
}

void Lane::cut_off() {
  asio::post(context_, [this] {
    for (Connection& c : all_) c.cut();
  });
}

void Lane::join() {
  if (!thread_.joinable()) return;
  asio::post(context_, [this] {
    ticking_ = false;
    timer_.cancel();
    work_.reset();
  });
  thread_.join();
}

void Lane::write_request_id(std::string& out) {
  // A bijection of a counter: unpredictable enough for a log, and never twice.
  std::uint64_t x = next_id_ += 0x9e3779b97f4a7c15U;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  x ^= x >> 31;
  out.resize(16);
  for (std::size_t i = 0; i < out.size(); ++i, x >>= 4) out[i] = "0123456789abcdef"[x & 15U];
}

Task Lane::accept_from(Lane* lane, Descriptor* listener) {
  constexpr auto kPause = std::chrono::milliseconds(50);
  Timer pause(lane->executor());
  for (;;) {
    auto ready = listener->async_wait(Descriptor::wait_read, kValues);
    const auto [error] = co_await std::move(ready);
    if (error || !listener->is_open()) co_return;
    if (lane->accept_some(listener->native_handle())) continue;
    pause.expires_after(kPause);
    auto paused = pause.async_wait(kValues);
    co_await std::move(paused);
  }
}

// False: the process has no descriptor left, so wait a moment.
bool Lane::accept_some(int listener) {
  constexpr int kBatch = 64;
  for (int i = 0; i < kBatch; ++i) {
    sockaddr_storage from{};
    socklen_t size = sizeof from;
    const int fd =
        accept4(listener, reinterpret_cast<sockaddr*>(&from), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd >= 0) {
      welcome(fd, PeerAddress::from_socket(from));
    } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      log::warn("net.accept_failed", {{"errno", errno}});
      if (!waiting_.empty()) waiting_.front().cut();
      return false;
    } else if (errno != EINTR && errno != ECONNABORTED) {
      return true;
    }
  }
  return true;
}

void Lane::welcome(int fd, const PeerAddress& peer) {
  const int family = peer.unix_socket ? AF_UNIX : peer.is_v4() ? AF_INET : AF_INET6;
  Socket socket(context_.get_executor());
  boost::system::error_code error;
  std::ignore = socket.assign(asio::generic::stream_protocol(family, 0), fd, error);
  const ServerLimits& limits = core_.options.limits;
  const bool is_exempt = core_.rules.proxies.contains(peer) || peer.unix_socket ||
                         (peer.is_loopback() && !limits.loopback_is_one_address);
  const PeerAddress client = peer.client_key();
  const Census::Verdict verdict = core_.census.enter(client, is_exempt);
  const bool room_can_be_made = verdict == Census::Verdict::full && !waiting_.empty();
  if (error || (verdict != Census::Verdict::welcome && !room_can_be_made)) {
    core_.census.leave(client, is_exempt);
    Counters::add(counters_.refused);
    return;
  }
  if (room_can_be_made) {
    Counters::add(counters_.evicted);
    waiting_.front().cut();
  }
  Counters::add(counters_.accepted);
  auto connection = std::make_shared<Connection>(*this, std::move(socket), peer, is_exempt);
  asio::co_spawn(context_, Connection::serve(std::move(connection)), ReportFailure{});
}

Task Lane::tick(Lane* lane) {
  const auto interval = tick_interval(lane->core_.options.limits);
  while (lane->ticking_) {
    lane->timer_.expires_after(interval);
    auto waiting = lane->timer_.async_wait(kValues);
    co_await std::move(waiting);
    lane->sweep();
  }
}

void Lane::sweep() {
  const Timestamp wall = core_.clock.wall();
  if (wall.unix_seconds() != date_second_) {
    date_second_ = wall.unix_seconds();
    date_ = http_date(wall);
  }
  const Duration now = core_.clock.mono();
  for (Connection& c : all_)
    if (c.is_overdue(now)) {
      Counters::add(counters_.evicted);
      c.cut();
    }
}

}  // namespace aan::net
