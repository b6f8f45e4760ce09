#include "node/jobs.hpp"

#include <array>
#include <chrono>
#include <exception>

#include "base/log.hpp"
#include "service/keep_files.hpp"

namespace aan::node {
namespace {

constexpr Duration kRound = Duration::milliseconds(250);

template <class T>
Result<bool> drop(Result<T> result) {
  if (!result) return std::unexpected(std::move(result).error());
  return false;
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

Result<bool> Jobs::scrub(Node& node, Jobs& jobs) {
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
  return false;
}

// An exception that leaves a thread ends the program, and with it the shop.
Result<bool> Jobs::attempt(const Chore& chore) {
  try {
    return chore.run(node_, *this);
  } catch (const std::exception& thrown) {
    return fail(Errc::internal, chore.name, thrown.what());
  }
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
            [](Node& n, Jobs&) { return n.follow_step(); },
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
    bool is_more = false;
    for (Chore& chore : chores) {
      if (node_.clock.mono() < chore.next) continue;
      const Result<bool> more = attempt(chore);
      if (!more) log::error("job.failed", {{"job", chore.name}, {"why", more.error().to_string()}});
      const bool again = more.value_or(false);
      chore.next = node_.clock.mono() + (again ? Duration{} : chore.every);
      is_more |= again;
      if (is_stopping()) return;
    }
    std::unique_lock lock(stop_mutex_);
    if (stop_signal_.wait_for(lock, std::chrono::microseconds(is_more ? 0 : kRound.us),
                              [this] { return is_stopping_; }))
      return;
  }
}

}  // namespace aan::node
