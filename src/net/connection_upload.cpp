#include <algorithm>
#include <vector>

#include "base/log.hpp"
#include "net/connection.hpp"
#include "net/failure_log.hpp"
#include "net/status.hpp"
#include "net/upload.hpp"

namespace aan::net {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{128} * 1024;

std::unexpected<Error> no_room() {
  return std::unexpected(Error{
      Errc::unavailable, "net.upload", "as many uploads are under way as there is room for",
      "Too much is being uploaded just now. Please try again in a minute.", 60, "upload_busy"});
}

}  // namespace

bool Connection::reserve_upload() {
  upload_bytes_ = framing_.content_length.value_or(0);
  const std::uint64_t before =
      core_.upload_bytes.fetch_add(upload_bytes_, std::memory_order_relaxed);
  return before + upload_bytes_ <= core_.options.limits.upload_bytes;
}

// Before the answer is heard of: who has it may upload the next file at once.
void Connection::drop_upload() {
  request_.parts.clear();
  if (upload_bytes_ == 0) return;
  core_.upload_bytes.fetch_sub(upload_bytes_, std::memory_order_relaxed);
  upload_bytes_ = 0;
}

Connection::BodyEnd Connection::refuse_upload(const Error& error) {
  close_after_ = input_is_unread_ = true;
  const int status = status_of(error);
  if (status == 400) Counters::add(lane_.count().malformed);
  log_failure(request_, status, error);
  prepare(router_->render(request_, status, error));
  return BodyEnd::refused;
}

// Reads a form with files. No more of it is in memory than what one read brings; the writing is to
// the page cache, and few people upload at a time.
Awaitable<Connection::BodyEnd> Connection::read_upload(std::shared_ptr<Connection> self) {
  Connection& c = *self;
  const std::uint64_t length = c.framing_.content_length.value_or(0);
  const auto boundary = boundary_of(c.request_.header("content-type").value_or(""));
  if (!boundary || c.core_.options.upload_folder.empty()) co_return c.refuse_body(400);
  if (!c.reserve_upload()) co_return c.refuse_upload(no_room().error());
  UploadSink sink(c.core_.options.upload_folder, c.admission_.route->options.file_bytes_max);
  MultipartParser parser(*boundary, sink);
  std::vector<char> chunk(kChunkBytes);
  std::uint64_t received = 0;
  c.started_ = c.core_.clock.mono();
  if (c.framing_.expects_continue && c.input_.empty() && !c.send_continue())
    co_return BodyEnd::lost;
  while (received < length) {
    std::string_view bytes = c.input_.view();
    bytes = bytes.substr(0, std::min<std::uint64_t>(bytes.size(), length - received));
    const bool is_held = !bytes.empty();
    if (!is_held) {
      c.allow_body_time(received);
      const auto room = std::min<std::uint64_t>(chunk.size(), length - received);
      auto reading = c.socket_.async_read_some(asio::buffer(chunk.data(), room), kValues);
      const auto [error, count] = co_await std::move(reading);
      if (error || !c.socket_.is_open()) co_return BodyEnd::lost;
      bytes = {chunk.data(), count};
    }
    received += bytes.size();
    const Result<> taken = parser.feed(bytes);
    if (is_held) c.input_.consume(bytes.size());
    if (!taken) co_return c.refuse_upload(taken.error());
  }
  c.deadline_ = kNever;
  if (!parser.is_complete()) co_return c.refuse_body(400);
  c.request_.parts = sink.take();
  co_return BodyEnd::complete;
}

}  // namespace aan::net
