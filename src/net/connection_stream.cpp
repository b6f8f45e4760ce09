#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <memory>
#include <tuple>

#include "net/connection.hpp"

namespace aan::net {
bool Connection::is_streaming() const {
  return answer_.source == Representation::Source::stream && answer_.sends_body &&
         answer_.stream != nullptr;
}

// Sends what the stream gives until it ends, the reader leaves, or takes nothing for the time of a
// write. Between two pieces a connection costs a timer that never comes, and no thread.
Task Connection::send_stream(std::shared_ptr<Connection> self) {
  Connection& c = *self;
  const auto timer = std::make_shared<Timer>(c.lane_.executor());
  timer->expires_at(Timer::time_point::max());
  c.flow_timer_ = timer.get();
  c.answer_.stream->on_more([waits = std::weak_ptr<Timer>(timer), executor = c.lane_.executor()] {
    asio::post(executor, [waits] {
      if (const auto one = waits.lock()) one->cancel();
    });
  });
  c.watch_peer();
  c.deadline_ = kNever;  // of the head, where that was blocked
  bool is_last = false;
  while (c.socket_.is_open()) {
    if (c.flow_.empty()) {
      Stream::Taken taken = c.answer_.stream->take();
      c.flow_ = std::move(taken.bytes);
      is_last = taken.is_last;
    }
    if (c.flow_.empty()) {
      if (is_last) break;
      auto waiting = timer->async_wait(kValues);
      co_await std::move(waiting);
      continue;
    }
    const Sent sent = c.send_flow();
    if (sent == Sent::broken) break;
    if (sent == Sent::blocked) {
      auto writable = c.socket_.async_wait(Socket::wait_write, kValues);
      co_await std::move(writable);
    }
  }
  c.answer_.stream->on_more(nullptr);
  c.flow_timer_ = nullptr;
  c.started_ = c.core_.clock.mono();  // how long somebody listened is no time that we took
  boost::system::error_code ignored;
  if (c.socket_.is_open()) std::ignore = c.socket_.shutdown(Socket::shutdown_send, ignored);
  c.cut();  // which ends the watch for the peer
}

// `all`: something went out, and there may be more.
Connection::Sent Connection::send_flow() {
  if (!socket_.is_open()) return Sent::broken;
  const ssize_t result = ::send(socket_.native_handle(), flow_.data(), flow_.size(), MSG_NOSIGNAL);
  const Sent sent = after(result);
  if (sent == Sent::blocked && deadline_ == kNever)
    deadline_ = core_.clock.mono() + core_.options.limits.write_progress;
  if (sent == Sent::all && result > 0) {
    flow_.erase(0, static_cast<std::size_t>(result));
    deadline_ = kNever;
  }
  return sent;
}

// A reader has nothing to say here: whatever comes is its end, or the next request of somebody who
// does not wait for this answer.
void Connection::watch_peer() {
  socket_.async_wait(Socket::wait_read, [self = weak_from_this()](boost::system::error_code error) {
    const auto one = self.lock();
    if (error || !one || !one->socket_.is_open()) return;
    char byte = 0;
    const ssize_t got = ::recv(one->socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return one->watch_peer();
    one->cut();
  });
}

}  // namespace aan::net
