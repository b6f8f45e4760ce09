#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <optional>

#include "base/log.hpp"
#include "net/connection.hpp"

namespace aan::net {

void Connection::prepare(Response response) {
  answer_ = represent(request_, std::move(response));
  write_answer_head();
}

void Connection::write_answer_head() {
  if (core_.draining.load(std::memory_order_relaxed) || is_streaming()) close_after_ = true;
  const HeadFrame frame{core_.standing, lane_.date(), close_after_, admission_.readable_by_all};
  write_head(frame, request_, answer_, head_);
}

// Sends as much as the socket takes now.
Connection::Sent Connection::send_some() {
  if (!socket_.is_open()) return Sent::broken;
  const Sent sent = answer_.source == Representation::Source::file && answer_.sends_body
                        ? send_file()
                        : send_memory();
  if (sent == Sent::blocked) deadline_ = core_.clock.mono() + core_.options.limits.write_progress;
  return sent;
}

// Head and body in one call, from where they lie.
Connection::Sent Connection::send_memory() {
  const std::string_view body = answer_.sends_body ? answer_.bytes() : std::string_view{};
  const std::uint64_t total = head_.size() + body.size();
  while (sent_ < total) {
    std::array<iovec, 2> parts{};
    std::size_t count = 0;
    const auto append = [&](std::string_view bytes) {
      parts[count++] = {const_cast<char*>(bytes.data()), bytes.size()};
    };
    if (sent_ < head_.size()) append(std::string_view(head_).substr(sent_));
    const std::uint64_t body_sent = sent_ > head_.size() ? sent_ - head_.size() : 0;
    if (body_sent < body.size()) append(body.substr(body_sent));
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = count;
    const Sent outcome = after(::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL));
    if (outcome != Sent::all) return outcome;
  }
  return Sent::all;
}

// The head with MSG_MORE, so that it shares a packet with the file; then the kernel copies.
Connection::Sent Connection::send_file() {
  constexpr std::uint64_t kTurnBytesMax = std::uint64_t{8} << 20U;  // then other connections' turn
  const std::uint64_t total = head_.size() + answer_.length;
  const std::uint64_t pause_at = sent_ + kTurnBytesMax;
  while (sent_ < total) {
    if (sent_ >= pause_at) return Sent::pausing;
    ssize_t result = 0;
    if (sent_ < head_.size()) {
      const int more = answer_.length > 0 ? MSG_MORE : 0;
      result = ::send(socket_.native_handle(), head_.data() + sent_, head_.size() - sent_,
                      MSG_NOSIGNAL | more);
    } else {
      const std::uint64_t done = sent_ - head_.size();
      result = send_piece(piece_at(answer_.file, answer_.offset + done), answer_.length - done);
      if (result == 0) {  // shorter than its size says: the client must notice
        log::error("http.file_truncated", {{"id", request_.request_id}});
        return Sent::broken;
      }
    }
    const Sent outcome = after(result);
    if (outcome != Sent::all) return outcome;
  }
  return Sent::all;
}

// Some of a piece, of which `wanted` bytes at most are asked for: as a system call counts them.
ssize_t Connection::send_piece(const PieceRest& piece, std::uint64_t wanted) {
  constexpr std::uint64_t kCallBytesMax = std::uint64_t{2} << 20U;
  const int out = socket_.native_handle();
  const std::uint64_t want = std::min({wanted, piece.length, kCallBytesMax});
  if (piece.bytes != nullptr) {
    const int more = want < wanted ? MSG_MORE : 0;
    return ::send(out, piece.bytes, want, MSG_NOSIGNAL | more);
  }
  auto offset = static_cast<off_t>(piece.offset);
  return ::sendfile(out, answer_.file.file->get(), &offset, want);
}

// Counts what was sent; `all` here means: go on.
Connection::Sent Connection::after(ssize_t result) {
  if (result > 0) {
    sent_ += static_cast<std::uint64_t>(result);
    return Sent::all;
  }
  if (result < 0 && errno == EINTR) return Sent::all;
  return result < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) ? Sent::blocked : Sent::broken;
}

// A download's allowance is spent by what arrived, not by what lies in the kernel when a reader
// breaks off and comes back for the rest.
bool Connection::counts_delivery() const {
  return answer_.source == Representation::Source::file && answer_.file.on_done != nullptr &&
         answer_.sends_body && sent_ > head_.size();
}

void Connection::note_delivery(const TcpProgress& progress) {
  // Whoever ends the connection by a reset may have read all that left us, and acknowledges none.
  const std::uint64_t reached = progress.is_closed ? progress.sent : progress.acknowledged;
  delivered_ = reached > sent_before_ ? reached - sent_before_ : 0;
}

// Looks until everything is acknowledged, nothing moves for the time of a write, or the peer left.
Task Connection::wait_delivered(std::shared_ptr<Connection> self) {
  constexpr std::chrono::microseconds kFirst{500};
  constexpr std::chrono::microseconds kLongest{50'000};
  Connection& c = *self;
  std::chrono::microseconds pause = kFirst;
  Timer timer(c.lane_.executor());
  for (;;) {
    const std::uint64_t before = c.delivered_;
    // One look decides what arrived and whether it is the last: a reset between two is missed.
    const auto progress =
        c.socket_.is_open() ? tcp_progress(c.socket_.native_handle()) : std::nullopt;
    if (progress) c.note_delivery(*progress);
    if (!progress || progress->queued == 0 || progress->is_closed) co_return;
    if (c.delivered_ != before || pause == kFirst)
      c.deadline_ = c.core_.clock.mono() + c.core_.options.limits.write_progress;
    timer.expires_after(pause);
    auto waiting = timer.async_wait(kValues);
    co_await std::move(waiting);
    pause = std::min(pause * 2, kLongest);
  }
}

}  // namespace aan::net
