#include <sys/socket.h>

#include <algorithm>

#include "net/connection.hpp"

namespace aan::net {
namespace {
constexpr std::size_t kReadBytes = std::size_t{16} << 10U;
}

// Reads the body into the request. Memory follows what has arrived, not what was announced.
Awaitable<Connection::BodyEnd> Connection::read_body(std::shared_ptr<Connection> self) {
  Connection& c = *self;
  const std::size_t bytes_max = c.admission_.route->options.body_bytes_max;
  const bool chunked = c.framing_.chunked;
  const std::uint64_t length = c.framing_.content_length.value_or(0);
  std::string& body = c.request_.body;
  ChunkDecoder decoder(bytes_max);
  std::size_t received = 0;
  c.started_ = c.core_.clock.mono();
  if (c.framing_.expects_continue && c.input_.empty() && !c.send_continue())
    co_return BodyEnd::lost;
  for (;;) {
    std::size_t used = 0;
    if (chunked) {
      const ChunkDecoder::State state = decoder.feed(c.input_.view(), used, body);
      if (state == ChunkDecoder::State::malformed) co_return c.refuse_body(400);
      if (state == ChunkDecoder::State::too_large) co_return c.refuse_body(413);
      c.input_.consume(used);
      if (state == ChunkDecoder::State::done) break;
    } else {
      used = std::min<std::size_t>(c.input_.view().size(), length - body.size());
      body.append(c.input_.view().substr(0, used));
      c.input_.consume(used);
      if (body.size() == length) break;
    }
    c.allow_body_time(received);
    // Large bodies skip the input buffer.
    const std::size_t before = body.size();
    const bool direct = !chunked && length - before > kReadBytes;
    InputBuffer::Room room = c.input_.room();
    if (direct) {
      body.resize(before + std::min<std::size_t>(length - before, std::max(kReadBytes, before)));
      room = {body.data() + before, body.size() - before};
    }
    auto reading = c.socket_.async_read_some(asio::buffer(room.data, room.size), kValues);
    const auto [error, count] = co_await std::move(reading);
    if (error || !c.socket_.is_open()) co_return BodyEnd::lost;
    received += count;
    if (direct)
      body.resize(before + count);
    else
      c.input_.commit(count);
  }
  c.deadline_ = kNever;
  co_return BodyEnd::complete;
}

Connection::BodyEnd Connection::refuse_body(int status) {
  close_after_ = true;
  input_is_unread_ = true;
  request_.body.clear();
  if (status == 400) Counters::add(lane_.count().malformed);
  const char* sentence =
      status == 413 ? "What was sent is too large." : "The body of the request is malformed.";
  prepare(router_->render(
      request_, status,
      {status == 413 ? Errc::too_large : Errc::invalid, "net.body", sentence, sentence, {}, ""}));
  return BodyEnd::refused;
}

// Small enough to fit into any socket's buffer: not fitting counts as a broken client.
bool Connection::send_continue() {
  constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  return ::send(socket_.native_handle(), kContinue.data(), kContinue.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(kContinue.size());
}

// After the grace, the average since the start must not fall below the least rate.
void Connection::allow_body_time(std::size_t bytes_so_far) {
  const ServerLimits& limits = core_.options.limits;
  const auto earned = static_cast<std::int64_t>(static_cast<std::uint64_t>(bytes_so_far) *
                                                1'000'000 / limits.body_bytes_per_s);
  deadline_ = started_ + limits.body_grace + Duration::microseconds(earned);
}

}  // namespace aan::net
