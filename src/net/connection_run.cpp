#include <exception>
#include <memory>

#include "base/log.hpp"
#include "net/connection.hpp"

namespace aan::net {
namespace {

// Starts a job on a pool and completes, on the lane, with whether the pool took it.
struct StartOnPool {
  WorkerPool* pool;
  WorkerPool::Job work;
  Executor lane;

  template <class Handler>
  void operator()(Handler&& handler) {
    // The handler resumes the coroutine; held apart, so that it survives a refusal.
    auto resume = std::make_shared<std::decay_t<Handler>>(std::forward<Handler>(handler));
    WorkerPool::Job job = [work = std::move(work), lane = lane, resume](bool late) mutable {
      work(late);
      asio::post(lane, [resume = std::move(resume)] { complete(*resume, true); });
    };
    if (pool->submit(job)) return;
    asio::post(lane, [resume = std::move(resume)] { complete(*resume, false); });
  }

  template <class Handler>
  static void complete(Handler& handler, bool taken) {
    auto once = std::move(handler);
    std::move(once)(taken);
  }
};

}  // namespace

bool Connection::answer_on_io_thread() {
  const RouteOptions& options = admission_.route->options;
  if (options.on_io_thread && is_reading(request_.method)) {
    was_cached_ = guarded([&] {
      auto ready = options.on_io_thread(request_);
      if (ready) answer_ = represent(request_, std::move(*ready));
      return ready.has_value();
    });
  }
  if (!was_cached_ && options.pool != Pool::none) return false;
  if (was_cached_)
    Counters::add(lane_.count().on_io_thread);
  else
    run_handler(/*late=*/false);
  write_answer_head();
  return true;
}

Awaitable<bool> Connection::run_on_pool(Pool pool, Work work) {
  StartOnPool start{&core_.pool_of(pool), [this, work](bool late) { (this->*work)(late); },
                    lane_.executor()};
  return asio::async_initiate<const asio::use_awaitable_t<Executor>, void(bool)>(
      std::move(start), asio::use_awaitable_t<Executor>{});
}

void Connection::run_handler(bool late) {
  if (late) return shed();
  guarded([&] {
    answer_ = represent(request_, admission_.route->handler(request_));
    return true;
  });
}

// Whoever may not send this is told so before it is read.
void Connection::ask_before_body(bool late) {
  is_turned_away_ = late;
  if (late) return shed();
  is_turned_away_ = guarded([&] {
    auto answer = admission_.route->options.before_body(request_);
    if (!answer) return false;
    answer_ = represent(request_, *std::move(answer));
    return true;
  });
}

// Runs code of a route; an exception becomes a 500, and counts as an answer.
template <class Action>
bool Connection::guarded(Action action) {
  std::string why;
  try {
    return action();
  } catch (const std::exception& thrown) {
    why = thrown.what();
  } catch (...) {
    why = "not an exception of the library";
  }
  log::error("http.handler_failed",
             {{"id", request_.request_id}, {"route", admission_.route->pattern}, {"why", why}});
  answer_ = represent(
      request_, router_->render(request_, 500, {Errc::internal, "net.handler", why, "", {}, ""}));
  return true;
}

void Connection::shed() {
  Error error{Errc::unavailable,
              "net.pool",
              "queue full",
              "The shop is very busy. Please try again in a moment.",
              1,
              ""};
  Response response = router_->render(request_, 503, error);
  response.set("retry-after", "1").set("cache-control", "no-store");
  answer_ = represent(request_, std::move(response));
}

}  // namespace aan::net
