#include "net/connection.hpp"

#include <algorithm>
#include <exception>
#include <functional>
#include <tuple>

#include "base/log.hpp"

namespace aan::net {
namespace {

constexpr std::size_t kBodyKeptBytes = std::size_t{64} << 10U;

void report_end(const std::function<void(std::uint64_t)>& on_done, std::uint64_t bytes) {
  try {
    on_done(bytes);
  } catch (const std::exception& thrown) {
    log::error("http.on_done_failed", {{"why", thrown.what()}});
  }
}

}  // namespace

Connection::Connection(Lane& lane, Socket socket, const PeerAddress& peer, bool is_exempt)
    : lane_(lane),
      core_(lane.core()),
      socket_(std::move(socket)),
      peer_(peer),
      peer_text_(peer.text()),
      is_exempt_(is_exempt),
      deadline_(core_.clock.mono() + core_.options.limits.header_deadline),
      input_(core_.options.limits.header_bytes + 1024),
      parser_({core_.options.limits.header_bytes, core_.options.limits.headers,
               core_.options.limits.target_bytes}) {
  lane_.all().push_back(*this);
}

Connection::~Connection() {
  boost::system::error_code ignored;
  std::ignore = socket_.close(ignored);
  drop_upload();
  core_.census.leave(peer_.client_key(), is_exempt_);
}

void Connection::cut() {
  boost::system::error_code ignored;
  std::ignore = socket_.close(ignored);
  deadline_ = kNever;
  Hook<WaitingTag>::unlink();
  if (flow_timer_ != nullptr) flow_timer_->cancel();
}

Task Connection::serve(std::shared_ptr<Connection> self) {
  Connection& c = *self;
  while (c.socket_.is_open() && !c.close_after_) {
    c.begin_waiting();
    HeadResult head = c.read_head();
    while (head.state == HeadResult::State::incomplete) {
      if (c.core_.draining.load(std::memory_order_relaxed) && c.input_.empty()) co_return;
      const InputBuffer::Room room = c.input_.room();
      auto reading = c.socket_.async_read_some(asio::buffer(room.data, room.size), kValues);
      const auto [error, count] = co_await std::move(reading);
      if (error || !c.socket_.is_open()) co_return;
      c.input_.commit(count);
      head = c.read_head();
    }
    Admission::Next next = Admission::Next::answer;
    if (head.state == HeadResult::State::refused)
      c.refuse_head(head);
    else
      next = c.admit_request();
    if (next == Admission::Next::read_body && c.admission_.route->options.before_body) {
      auto asking = c.run_on_pool(c.admission_.route->options.pool, &Connection::ask_before_body);
      const bool taken = co_await std::move(asking);
      if (!taken) c.shed();
      if (!taken || c.is_turned_away_) next = c.turn_body_away();
    }
    if (next == Admission::Next::read_body) {
      auto body = c.admission_.is_upload ? read_upload(self) : read_body(self);
      const BodyEnd end = co_await std::move(body);
      if (end == BodyEnd::lost) co_return;
      if (end == BodyEnd::complete) next = Admission::Next::run;
    }
    if (next == Admission::Next::run && !c.answer_on_io_thread()) {
      auto running = c.run_on_pool(c.admission_.route->options.pool, &Connection::run_handler);
      const bool taken = co_await std::move(running);
      if (!taken) c.shed();
      c.write_answer_head();
    }
    c.drop_upload();
    Sent sent = c.send_some();
    while (sent == Sent::blocked || sent == Sent::pausing) {
      if (sent == Sent::blocked) {
        auto writable = c.socket_.async_wait(Socket::wait_write, kValues);
        co_await std::move(writable);
      } else {
        auto turn = c.lane_.turn();
        co_await std::move(turn);
      }
      sent = c.send_some();
    }
    if (sent == Sent::all && c.is_streaming()) {
      auto streaming = send_stream(self);
      co_await std::move(streaming);
    }
    c.delivered_ = c.sent_;
    if (c.counts_delivery()) {
      auto delivered = wait_delivered(self);
      co_await std::move(delivered);
    }
    c.finish_request();
    if (sent == Sent::broken) co_return;
    if (c.has_had_its_turn()) {
      auto turn = c.lane_.turn();
      co_await std::move(turn);
    }
  }
  if (c.input_is_unread_ || !c.input_.empty()) {
    auto lingering = linger(self);
    co_await std::move(lingering);
  }
}

void Connection::begin_waiting() {
  const ServerLimits& limits = core_.options.limits;
  if (served_ > 0) deadline_ = started_ + limits.idle;
  head_begun_ = false;
  in_hand_ = false;
  parser_.reset();
  input_.shrink();
  lane_.waiting().push_back(*this);
}

HeadResult Connection::read_head() {
  if (input_.empty()) return {};
  const HeadResult head = parser_.parse(input_.view(), request_, framing_);
  if (head.state == HeadResult::State::incomplete) {
    if (!head_begun_)
      deadline_ = std::min(deadline_, core_.clock.mono() + core_.options.limits.header_deadline);
    head_begun_ = true;
    return head;
  }
  Hook<WaitingTag>::unlink();
  in_hand_ = true;
  was_cached_ = false;
  deadline_ = kNever;
  started_ = core_.clock.mono();
  sent_ = 0;
  head_.clear();
  input_.consume(head.bytes);
  ++served_;
  Counters::add(lane_.count().requests);
  lane_.write_request_id(request_.request_id);
  request_.peer_address.assign(peer_text_);
  request_.body.clear();
  request_.parts.clear();
  if (request_.body.capacity() > kBodyKeptBytes) request_.body.shrink_to_fit();
  return head;
}

void Connection::refuse_head(const HeadResult& head) {
  Counters::add(lane_.count().malformed);
  close_after_ = true;
  input_is_unread_ = true;
  admission_ = Admission{};
  // The head could not be read to its end: nothing of it may steer the answer but the first word of
  // the path, which says whether a program or a person is to understand it.
  request_.method = Method::get;
  request_.headers.clear();
  request_.params.clear();
  request_.scheme = "http";
  request_.host.clear();
  request_.target.clear();
  request_.query_string.clear();
  request_.path = head.place;
  const std::string sentence = std::string("The request cannot be read: ") + head.why + ".";
  if (head.place.empty()) return prepare(Response::text(sentence + "\n", head.status));
  const Errc code = head.status == 400 || head.status == 417 ? Errc::invalid : Errc::too_large;
  core_.router.refresh(router_, router_version_);
  prepare(router_->render(request_, head.status,
                          {code, "net.head", sentence, sentence, std::nullopt, {}}));
}

Admission::Next Connection::admit_request() {
  core_.router.refresh(router_, router_version_);
  admission_ = admit(core_.rules, *router_, peer_, framing_, request_);
  close_after_ = framing_.wants_close || core_.draining.load(std::memory_order_relaxed) ||
                 served_ >= core_.options.limits.requests_per_connection;
  if (admission_.turned == Admission::Turned::misdirected) Counters::add(lane_.count().misdirected);
  if (admission_.turned == Admission::Turned::cross_origin)
    Counters::add(lane_.count().cross_origin);
  if (admission_.next == Admission::Next::answer) {
    if (framing_.has_body()) close_after_ = input_is_unread_ = true;
    prepare(std::move(admission_.answer));
  }
  return admission_.next;
}

// The answer is there already; what the client still sends is not read.
Admission::Next Connection::turn_body_away() {
  close_after_ = input_is_unread_ = true;
  write_answer_head();
  return Admission::Next::answer;
}

void Connection::finish_request() {
  const Duration now = core_.clock.mono();
  const int status = answer_.status;
  const std::uint64_t body_sent = sent_ > head_.size() ? sent_ - head_.size() : 0;
  Counters& count = lane_.count();
  Counters::add(count.by_class[status >= 100 && status < 600 ? status / 100 : 0]);
  Counters::add(count.bytes_sent, sent_);
  if (status == 503) Counters::add(count.shed);
  const std::string_view pattern =
      admission_.route ? std::string_view(admission_.route->pattern) : std::string_view();
  if (core_.options.on_answer)
    core_.options.on_answer({pattern, status, now - started_, was_cached_});
  const AccessLog wanted = core_.options.access_log;
  const bool is_dull = was_cached_ && status < 400;
  if (wanted == AccessLog::all || (wanted == AccessLog::uncached && !is_dull)) {
    // The pattern, not the path, which may hold a token; no address, no query.
    log::info("http.request", {{"id", request_.request_id},
                               {"method", name_of(request_.method)},
                               {"route", pattern.empty() ? std::string_view("-") : pattern},
                               {"status", status},
                               {"us", (now - started_).us},
                               {"bytes", body_sent}});
  }
  if (answer_.source == Representation::Source::file && answer_.file.on_done) {
    const std::uint64_t arrived =
        std::min(body_sent, delivered_ > head_.size() ? delivered_ - head_.size() : 0);
    core_.interactive.submit_surely(
        [done = std::move(answer_.file.on_done), arrived](bool) { report_end(done, arrived); });
  }
  sent_before_ += sent_;
  answer_ = Representation{};
  started_ = now;
}

// Requests that were sent ahead are answered without waiting for anything, so for as long as they
// last, nobody else on the lane would be heard.
bool Connection::has_had_its_turn() {
  constexpr std::uint64_t kTurnAnswers = 4;
  constexpr std::uint64_t kTurnBytes = std::uint64_t{64} << 10U;
  const bool is_over = !input_.empty() && (served_ >= turn_.served + kTurnAnswers ||
                                           sent_before_ >= turn_.sent + kTurnBytes);
  if (is_over || input_.empty()) turn_ = {served_, sent_before_};
  return is_over;
}

// RFC 9112 section 9.6: a socket closed with bytes unread resets the connection and may take the
// answer with it; so our side is closed first and what still comes is thrown away for a while.
Task Connection::linger(std::shared_ptr<Connection> self) {
  constexpr std::size_t kSwallowBytesMax = std::size_t{256} << 10U;
  Connection& c = *self;
  boost::system::error_code ignored;
  std::ignore = c.socket_.shutdown(Socket::shutdown_send, ignored);
  c.deadline_ = c.core_.clock.mono() + c.core_.options.limits.linger;
  std::size_t swallowed = 0;
  while (swallowed < kSwallowBytesMax && c.socket_.is_open()) {
    c.input_.consume(c.input_.view().size());
    const InputBuffer::Room room = c.input_.room();
    auto reading = c.socket_.async_read_some(asio::buffer(room.data, room.size), kValues);
    const auto [error, count] = co_await std::move(reading);
    if (error) co_return;
    swallowed += count;
  }
}

}  // namespace aan::net
