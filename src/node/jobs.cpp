#include "node/jobs.hpp"

#include <array>
#include <chrono>
#include <exception>

#include "base/log.hpp"

namespace aan::node {
namespace {

constexpr Duration kRound = Duration::milliseconds(250);
constexpr Duration kStep = Duration::milliseconds(200);  // of what is long

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

// Reads every byte that the shop keeps of its books, in steps: the queues never wait for all of
// it. Files that nobody's book has are not looked at; nobody is sold them.
Result<bool> Jobs::check_files() {
  const Duration end = node_.clock.mono() + kStep;
  const service::FileCheck step = AAN_TRY(service::check_files(
      node_.room, checked_to_, service::Look::read,
      [&](const service::FileCheck&) { return node_.clock.mono() < end && !is_stopping(); }));
  if (checked_to_.value.empty()) {
    files_checked_ = files_bad_ = 0;
    node_.pictures.forget();
  }
  for (const service::BadCopy& one : step.bad)
    if (one.kind != "file") node_.pictures.note(one.cid, name_of(one.state));
  files_checked_ += step.files;
  files_bad_ += std::ssize(step.bad);
  checked_to_ = step.is_done ? catalog::FileId{} : step.last;
  if (step.is_done) log::info("files.checked", {{"files", files_checked_}, {"bad", files_bad_}});
  return !step.is_done;
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
      // The first look waits until the busy minutes after a start are over.
      Chore{"files", Duration::hours(24), [](Node&, Jobs& jobs) { return jobs.check_files(); },
            start + Duration::minutes(10)},
      Chore{"pictures",
            Duration::seconds(1),
            [](Node& n, Jobs&) { return n.pictures.restore_one(); },
            {}},
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
