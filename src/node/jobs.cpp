#include "node/jobs.hpp"

#include <array>
#include <chrono>

#include "base/log.hpp"
#include "service/keep_files.hpp"

namespace aan::node {
namespace {

constexpr Duration kRound = Duration::milliseconds(250);

template <class T>
Result<> drop(Result<T> result) {
  if (!result) return std::unexpected(std::move(result).error());
  return {};
}

}  // namespace

void Jobs::start() {
  thread_ = std::thread([this] { loop(); });
}

void Jobs::stop() {
  {
    const std::scoped_lock lock(stop_mutex_);
    is_stopping_ = true;
  }
  stop_signal_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool Jobs::is_stopping() {
  const std::scoped_lock lock(stop_mutex_);
  return is_stopping_;
}

Result<> Jobs::scrub(Node& node, Jobs& jobs) {
  const auto bad = AAN_TRY(node.blobs->scrub([&](const crypto::Cid& cid, bool good) {
    if (!good) {
      log::error("blob.damaged", {{"cid", cid.text()}});
      if (const auto noted = service::note_damaged(node.room, cid, true); !noted)
        log::error("file.not_noted", {{"why", noted.error().to_string()}});
    }
    return !jobs.is_stopping();
  }));
  // What is not there at all is found from the catalogue's side.
  const auto check =
      AAN_TRY(service::check_files(node.room, [&jobs] { return !jobs.is_stopping(); }));
  log::info("blob.scrubbed", {{"damaged", bad}, {"files_damaged", check.damaged_count}});
  return {};
}

void Jobs::loop() {
  const Duration start = node_.clock.mono();
  std::array chores = {
      Chore{"outbox",
            Duration::milliseconds(500),
            [](Node& n, Jobs&) { return drop(n.run_jobs.run_outbox()); },
            {}},
      Chore{"inbox",
            Duration::milliseconds(500),
            [](Node& n, Jobs&) { return drop(n.run_jobs.run_inbox()); },
            {}},
      Chore{"catalogue",
            Duration::milliseconds(500),
            [](Node& n, Jobs&) { return n.follow_catalogue(); },
            {}},
      Chore{"reconcile",
            Duration::seconds(1),
            [](Node& n, Jobs&) { return drop(n.run_jobs.reconcile(n.config.reconcile_every)); },
            {}},
      Chore{"expire",
            Duration::seconds(30),
            [](Node& n, Jobs&) { return drop(n.run_jobs.expire_orders()); },
            {}},
      Chore{
          "purge", Duration::hours(1), [](Node& n, Jobs&) { return drop(n.run_jobs.purge()); }, {}},
      // The first scrub waits until the busy minutes after a start are over.
      Chore{"scrub", Duration::hours(24), &Jobs::scrub, start + Duration::minutes(10)},
  };
  for (;;) {
    for (Chore& chore : chores) {
      if (node_.clock.mono() < chore.next) continue;
      const Result<> done = chore.run(node_, *this);
      if (!done) log::error("job.failed", {{"job", chore.name}, {"why", done.error().to_string()}});
      chore.next = node_.clock.mono() + chore.every;
      if (is_stopping()) return;
    }
    std::unique_lock lock(stop_mutex_);
    if (stop_signal_.wait_for(lock, std::chrono::microseconds(kRound.us),
                              [this] { return is_stopping_; }))
      return;
  }
}

}  // namespace aan::node
