#include "node/jobs.hpp"

#include <chrono>
#include <exception>

#include "base/log.hpp"
#include "base/metrics.hpp"
#include "node/due_work.hpp"
#include "service/delivery/keep_files.hpp"
#include "service/delivery/sweep_blobs.hpp"
#include "service/letters/broadcast.hpp"
#include "service/payment/follow_payments.hpp"
#include "service/payment/follow_refunds.hpp"

namespace aan::node {
namespace {

constexpr Duration kRound = Duration::milliseconds(250);
constexpr Duration kLookEvery = Duration::minutes(1);
constexpr Duration kStep = Duration::milliseconds(200);  // of what is long

// There may be more at once when a call did as much as it does.
Result<bool> is_full(Result<std::int64_t> done, std::int64_t at_most) {
  if (!done) return std::unexpected(std::move(done).error());
  return *done >= at_most;
}

Result<bool> once(Result<> done) {
  if (!done) return std::unexpected(std::move(done).error());
  return false;
}

// Round after round while there may be more of it.
template <const DueWork& work>
Result<bool> rounds(Node& node, Jobs&) {
  return is_full(work.run(node), work.round);
}

// One round at its time, however much is left.
template <const DueWork& work>
Result<bool> one_round(Node& node, Jobs&) {
  AAN_TRY(work.run(node));
  return false;
}

// What is wrong with a way to pay is said once, when it begins to rest, and once when it is back.
Result<bool> tend(pay_stripe::StripeProvider& stripe, bool is_offered) {
  const bool was_well = stripe.health().is_well;
  const Result<> asked = stripe.tend();
  const ports::ProviderHealth health = stripe.health();
  if (was_well && !health.is_well)
    log::error("payment.rests", {{"method", "card"},
                                 {"why", health.why},
                                 {"said", asked ? std::string() : asked.error().to_string()}});
  if (!was_well && health.is_well && is_offered)
    log::info("payment.offered_again", {{"method", "card"}});
  return false;
}

}  // namespace

void Jobs::start() {
  const auto begin = [this](std::vector<Chore> chores) {
    threads_.emplace_back([this, chores = std::move(chores)] { loop(chores); });
  };
  begin({
      {due::kOutbox.name, Duration::milliseconds(500), rounds<due::kOutbox>},
      {due::kInbox.name, Duration::milliseconds(500), rounds<due::kInbox>},
      {due::kHolds.name, Duration::seconds(5), rounds<due::kHolds>},
      {due::kExpire.name, Duration::seconds(30), rounds<due::kExpire>},
  });
  begin({{due::kReconcile.name, Duration::seconds(1), rounds<due::kReconcile>}});
  if (node_.mailer)
    begin({{"mail", Duration::milliseconds(500),
            [](Node& n, Jobs&) { return is_full(n.run_jobs.run_mail(), service::kJobsARound); }},
           {"broadcast", Duration::milliseconds(500), [](Node& n, Jobs&) {
              return is_full(service::step_broadcast(n.room), service::kLettersARound);
            }}});
  begin({{"webhooks", Duration::milliseconds(500),
          [](Node&, Jobs& jobs) { return once(jobs.couriers_.send_out()); }},
         {"events", Duration{}, [](Node& n, Jobs&) { return n.feed.step(); }}});
  if (node_.stripe)
    begin({{"stripe", Duration::seconds(1),
            [](Node& n, Jobs&) { return tend(*n.stripe, n.config.has_stripe); }}});
  begin({
      {"missed_messages", Duration::minutes(5),
       [](Node& n, Jobs&) { return is_full(n.sweep.sweep(), INT64_MAX); }},
      {"refunds", Duration::hours(1),
       [](Node& n, Jobs&) {
         return is_full(service::follow_refunds(n.room, n.providers, n.confirm), INT64_MAX);
       }},
      {"late_payments", Duration::hours(24),
       [](Node& n, Jobs&) {
         return is_full(service::follow_payments(n.room, n.providers, n.confirm), INT64_MAX);
       }},
  });
  begin({
      {"authority", Duration::seconds(1),
       [](Node& n, Jobs&) { return once(n.store->check_authority()); }},
      {"clock", Duration::seconds(1),
       [](Node& n, Jobs&) { return once(n.sandbox_clock.follow()); }},
      {due::kSaleDates.name, Duration::seconds(1), rounds<due::kSaleDates>},
      {due::kPreorders.name, Duration::seconds(5), rounds<due::kPreorders>},
      {"catalogue", Duration::milliseconds(500),
       [](Node& n, Jobs&) -> Result<bool> {
         const bool goes_on = AAN_TRY(n.follow_step());
         if (!goes_on) n.index->warm_up();
         return goes_on;
       }},
      {"attention", Duration{}, [](Node&, Jobs& jobs) { return jobs.look_around(); }},
  });
  begin({
      {due::kPurge.name, Duration::hours(1), one_round<due::kPurge>},
      {due::kPurgeDesk.name, Duration::hours(1), one_round<due::kPurgeDesk>},
      {due::kPurgeAddresses.name, Duration::hours(1), one_round<due::kPurgeAddresses>},
      {due::kPurgeReaderLetters.name, Duration::hours(1), one_round<due::kPurgeReaderLetters>},
      {due::kPurgePlaces.name, Duration::hours(1), one_round<due::kPurgePlaces>},
      {due::kPurgeLibrary.name, Duration::hours(1), one_round<due::kPurgeLibrary>},
      {due::kPurgeWebhooks.name, Duration::hours(1), rounds<due::kPurgeWebhooks>},
      {due::kPurgeUnpaid.name, Duration::minutes(10), rounds<due::kPurgeUnpaid>},
      // The first looks wait until the busy minutes after a start are over.
      {"files", Duration::hours(24), [](Node&, Jobs& jobs) { return jobs.check_files(); },
       node_.clock.mono() + Duration::minutes(10)},
      {"sweep", Duration::hours(24), &Jobs::sweep, node_.clock.mono() + Duration::minutes(20)},
      {"stamps", Duration::seconds(2),
       [](Node& n, Jobs&) { return is_full(n.stamps.prepare(), service::Stamps::kPlansARound); }},
      {"pictures", Duration::seconds(1), [](Node& n, Jobs&) { return n.pictures.restore_one(); }},
  });
}

void Jobs::stop() {
  {
    const std::scoped_lock lock(stop_mutex_);
    is_stopping_ = true;
  }
  stop_signal_.notify_all();
  node_.run_jobs.begin_nothing_more();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  couriers_.stop();
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

// Every minute, and at once when a fact about money was taken.
Result<bool> Jobs::look_around() {
  const Duration now = node_.clock.mono();
  if (!node_.bell.hear() && now < next_look_) return false;
  next_look_ = now + kLookEvery;
  return once(node_.look_around());
}

// Content that a crash or a failed import left goes after a day.
Result<bool> Jobs::sweep(Node& node, Jobs& jobs) {
  AAN_TRY(node.blobs->list([&](const crypto::Cid& cid) {
    if (const auto done = service::sweep_blob(node.room, cid); !done)
      log::error("blob.not_swept", {{"why", done.error().to_string()}});
    return !jobs.is_stopping();
  }));
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

// A process that lost its authority cannot do anything more: that is said once, not at each try.
void Jobs::report(const Chore& chore, const Error& error) {
  if (error.reason != "fenced") {
    metrics::counter("aan_chore_failures_total",
                     "Rounds of the work behind the counter that failed.", {{"chore", chore.name}})
        .add();
    log::error("job.failed", {{"job", chore.name}, {"why", error.to_string()}});
    return;
  }
  if (is_fenced_.exchange(true)) return;
  log::error("store.fenced", {{"why", error.to_string()}});
  on_fenced_();
}

void Jobs::loop(std::vector<Chore> chores) {
  for (;;) {
    bool is_more = false;
    for (Chore& chore : chores) {
      if (node_.clock.mono() < chore.next) continue;
      const Result<bool> more = attempt(chore);
      if (!more) report(chore, more.error());
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
