#include "service/run_jobs.hpp"

#include <algorithm>

#include "base/crash_point.hpp"
#include "base/log.hpp"
#include "service/customer/customer_address.hpp"
#include "service/customer/personal_data.hpp"
#include "service/payment/ask_about.hpp"
#include "service/payment/attempt_provider.hpp"
#include "service/payment/inbox_message.hpp"
#include "service/payment/note_payout.hpp"
#include "service/payment/resting.hpp"
#include "service/sale/gifts.hpp"

namespace aan::service {
namespace {

// After the last moment at which an attempt was looked after, before its order may go.
constexpr Duration kUnpaidOrderMargin = Duration::days(7);
static_assert(sales::kUnpaidOrderKeptFor.us >=
              (payment::kIntentMonitoredFor + kUnpaidOrderMargin).us);

// 2, 4, 8 ... seconds, at most half an hour.
Duration back_off(std::int64_t attempts) {
  const std::int64_t power = std::clamp<std::int64_t>(attempts, 1, 11);
  return std::min(Duration::seconds(std::int64_t{1} << power), Duration::minutes(30));
}

// The same, but for work of payments while a processor rests.
Duration back_off(const ports::QueuedJob& job, const Providers& providers) {
  const Duration usual = back_off(job.attempts);
  const bool is_short = job.kind.starts_with("payment.") && any_rests(providers);
  return is_short ? std::min(usual, kTriedWithinWhileResting) : usual;
}

// When an attempt is looked at next: often while somebody waits, seldom for a week after.
Timestamp next_poll(const payment::PaymentIntent& intent, Timestamp now, Duration interval) {
  const Duration age = now - intent.created_at;
  if (intent.status == payment::PaymentStatus::settled) return now + Duration::hours(6);
  if (age < Duration::hours(1)) return now + interval;
  return now +
         std::max(interval, age < Duration::days(1) ? Duration::minutes(5) : Duration::hours(1));
}

std::string notes_of(const ports::PaymentProvider& provider) {
  const ports::ProviderDescription it = provider.describe();
  return notes_name(it.provider, it.is_sandbox);
}

}  // namespace

Result<std::string> RunJobs::keep(std::string_view provider_name, std::string_view message) {
  if (message.size() > kMessageBytesMax)
    return refuse(Errc::too_large, "inbox", "The message is larger than 64 KiB.");
  const ports::PaymentProvider* provider = providers_.find(provider_name);
  if (provider == nullptr) return refuse(Errc::not_found, "inbox", "There is no such provider.");
  const Timestamp now = room_.clock.wall();
  AAN_TRY(provider->verify(message, now));
  const ports::KeptMessage kept = AAN_TRY(provider->keep_message(message));
  const ports::QueuedJob job = inbox_message(room_, provider_name, kept.event_id, kept.text, now);
  AAN_TRY(room_.store.write("inbox.accept", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.queues().enqueue(job));
    return note_heard(unit, notes_of(*provider), now);
  }));
  return kept.text;
}

Result<> RunJobs::accept(std::string_view provider, std::string_view message) {
  AAN_TRY(keep(provider, message));
  return {};
}

Result<> RunJobs::take_in(std::string_view provider_name, std::string_view message) {
  const std::string kept = AAN_TRY(keep(provider_name, message));
  // It is safe in the inbox now. Understanding it at once spares the buyer a wait; whatever fails
  // here is tried again from there, and doing it twice changes nothing.
  const Result<> done = understand(*providers_.find(provider_name), kept);
  if (!done) log::warn("inbox.later", {{"why", done.error().to_string()}});
  return {};
}

// What a message states becomes fact; what it hints at is asked for.
Result<> RunJobs::understand(ports::PaymentProvider& provider, std::string_view kept) {
  const ports::PaymentMessage said = AAN_TRY(provider.read_message(kept));
  if (said.payout) {
    AAN_TRY(room_.store.write("payout", [&](ports::UnitOfWork& unit) {
      return note_payout(unit, notes_of(provider), *said.payout);
    }));
    room_.ring();
  }
  for (const ports::PaymentEvent& event : said.events) AAN_TRY(confirm_.confirm(event));
  if (!said.is_hint || said.provider_ref.empty()) return {};
  std::optional<payment::PaymentIntent> intent;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    intent = AAN_TRY(
        at.payments().find_intent_by_provider_ref(provider.describe().provider, said.provider_ref));
    return {};
  }));
  // It may have overtaken our own commit: the inbox tries again.
  if (!intent) return fail(Errc::not_found, "inbox", "no attempt named " + said.provider_ref);
  return ask(provider, *intent);
}

Result<> RunJobs::ask(ports::PaymentProvider& provider, const payment::PaymentIntent& intent) {
  for (const ports::PaymentEvent& event : AAN_TRY(provider.query(intent)))
    AAN_TRY(confirm_.confirm(event));
  return {};
}

// Tells a provider to take no money for an attempt that was given up.
Result<> RunJobs::stop_at_provider(const payment::IntentId& id) {
  std::optional<payment::PaymentIntent> intent;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    intent = AAN_TRY(at.payments().find_intent(id));
    return {};
  }));
  if (!intent) return {};  // forgotten with its order
  const AttemptProvider with =
      AAN_TRY(provider_of(room_, providers_, intent->order_id, intent->provider));
  // No real money can come by it any more.
  if (with.is_left_of_test()) return {};
  if (with.provider == nullptr)
    return fail(Errc::unavailable, "outbox", "provider is not configured: " + intent->provider);
  return with.provider->cancel(*intent);
}

Result<> RunJobs::carry_out(const ports::QueuedJob& job) {
  if (job.queue == ports::Queue::mail) return mail_.carry_out(job);
  if (job.kind == "payment.begin") {
    const auto begun = begin_.begin(payment::IntentId{job.payload});
    const bool is_over = !begun && (begun.error().reason == "attempt_stopped" ||
                                    begun.error().reason == "other_money");
    return begun || is_over ? Result<>{} : Result<>(std::unexpected(begun.error()));
  }
  if (job.kind == "payment.cancel") return stop_at_provider(payment::IntentId{job.payload});
  if (job.kind == "payment.refund") return refund_.carry_out(payment::RefundId{job.payload});
  if (job.kind == "document.issue") return documents_.issue_due(sales::OrderId{job.payload});
  constexpr std::string_view kEvent = "payment.event/";
  if (job.kind.starts_with(kEvent)) {
    ports::PaymentProvider* provider = providers_.find(job.kind.substr(kEvent.size()));
    if (provider == nullptr)
      return fail(Errc::unavailable, "inbox", "provider is not configured: " + job.kind);
    const Result<> done = understand(*provider, job.payload);
    // Of a test that was waiting when real money came: it is about nothing that is sold here now.
    const bool is_of_test =
        !done && done.error().reason == "other_mode" && !provider->describe().is_sandbox;
    return is_of_test ? Result<>{} : done;
  }
  return fail(Errc::invalid, "queue", "unknown kind of job " + job.kind);
}

// One claim, one job: a slow provider never holds jobs that nobody gets to before their lease ends.
Result<std::int64_t> RunJobs::run(ports::Queue queue) {
  std::int64_t done = 0;
  while (done < kJobsARound && !is_closing_ && AAN_TRY(run_one(queue))) ++done;
  return done;
}

// Of the other rank when there is none of the one that goes before.
Result<std::vector<ports::QueuedJob>> RunJobs::claim_one(ports::UnitOfWork& unit,
                                                         ports::Queue queue, ports::JobRank before,
                                                         Timestamp now) {
  if (queue != ports::Queue::mail) return unit.queues().claim(queue, now, now + kJobLease, 1);
  auto jobs = AAN_TRY(unit.queues().claim(queue, now, now + kJobLease, 1, before));
  if (!jobs.empty()) return jobs;
  return unit.queues().claim(queue, now, now + kJobLease, 1);
}

Result<bool> RunJobs::run_one(ports::Queue queue) {
  const Timestamp now = room_.clock.wall();
  std::vector<ports::QueuedJob> jobs;
  bool is_due = false;
  // Looking costs no write; most rounds find nothing.
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    is_due = AAN_TRY(at.queues().has_due(queue, now));
    return {};
  }));
  if (!is_due) return false;
  const bool is_second =
      queue == ports::Queue::mail && letters_++ % kSecondLetterEvery == kSecondLetterEvery - 1;
  const auto before = is_second ? ports::JobRank::second : ports::JobRank::first;
  AAN_TRY(room_.store.write("queue.claim", [&](ports::UnitOfWork& unit) -> Result<> {
    jobs = AAN_TRY(claim_one(unit, queue, before, now));
    return {};
  }));
  for (const ports::QueuedJob& job : jobs) AAN_TRY(end(job, carry_out(job)));
  return !jobs.empty();
}

Result<> RunJobs::end(const ports::QueuedJob& job, const Result<>& done) {
  // What cannot be understood will not be understood later. All else is tried again: an effect of
  // ours for ever, a message for a day in which its processor answers, a letter for a day too.
  const bool is_hopeless =
      !done && (done.error().code == Errc::invalid ||
                (job.queue == ports::Queue::inbox && job.attempts >= kMessageAttemptsMax &&
                 !could_not_ask(providers_, job, done.error().code)) ||
                (job.queue == ports::Queue::mail && is_mail_hopeless(job, done.error())));
  const Timestamp again_at = room_.clock.wall() + back_off(job, providers_);
  Result<> ended = room_.store.write("queue.done", [&](ports::UnitOfWork& unit) -> Result<> {
    if (done) return unit.queues().complete(job);
    if (is_hopeless) AAN_TRY(forget_buried_letter(unit, job, room_.clock.wall()));
    if (is_hopeless) return unit.queues().bury(job, done.error());
    return unit.queues().postpone(job, again_at, done.error());
  });
  // Somebody else has it now, and does it again, which changes nothing.
  if (!ended && ended.error().reason == "lease_lost") {
    log::warn("queue.lease_lost", {{"kind", job.kind}, {"job", job.id.value}});
    return {};
  }
  if (!ended) return ended;
  if (is_hopeless) room_.ring();
  const std::string why =
      done ? "" : std::string(name_of(done.error().code)) + ": " + done.error().to_string();
  if (is_hopeless)
    log::error("queue.buried", {{"kind", job.kind}, {"job", job.id.value}, {"why", why}});
  else if (!done)
    log::warn("queue.failed", {{"kind", job.kind}, {"attempts", job.attempts}, {"why", why}});
  return {};
}

Result<std::int64_t> RunJobs::run_outbox() { return run(ports::Queue::outbox); }
Result<std::int64_t> RunJobs::run_inbox() { return run(ports::Queue::inbox); }
Result<std::int64_t> RunJobs::run_mail() {
  return mail_.is_on() ? run(ports::Queue::mail) : Result<std::int64_t>(0);
}

Result<std::int64_t> RunJobs::reconcile(Duration interval) {
  const Timestamp now = room_.clock.wall();
  std::vector<payment::PaymentIntent> intents;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    intents = AAN_TRY(at.payments().intents_to_poll(now, kJobsARound));
    return {};
  }));
  for (const payment::PaymentIntent& intent : intents) {
    AAN_TRY(ask_about(room_, providers_, confirm_, {&intent, 1}));
    // The next look is noted apart from the settlement: an order that cannot be settled must not
    // keep all others from being looked at.
    AAN_TRY(room_.store.write("reconcile.next", [&](ports::UnitOfWork& unit) {
      return unit.payments().set_next_poll(intent.id, next_poll(intent, now, interval));
    }));
    const Result<> settled = confirm_.recompute(intent.order_id);
    if (!settled)
      log::error("reconcile.order",
                 {{"order", intent.order_id.value}, {"why", settled.error().to_string()}});
  }
  return static_cast<std::int64_t>(intents.size());
}

Result<std::int64_t> RunJobs::expire_orders() {
  const Timestamp now = room_.clock.wall();
  std::vector<sales::OrderId> orders;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    orders = AAN_TRY(at.sales().expired_orders(now, kJobsARound));
    return {};
  }));
  for (const sales::OrderId& id : orders) {
    const Result<> done = confirm_.cancel(id, sales::GivenUpBy::time);
    if (!done) log::warn("order.expiry", {{"order", id.value}, {"why", done.error().to_string()}});
  }
  return static_cast<std::int64_t>(orders.size());
}

Result<std::int64_t> RunJobs::release_holds() {
  const Timestamp now = room_.clock.wall();
  std::vector<sales::OrderId> orders;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    orders = AAN_TRY(at.holds().due_holds(now, kJobsARound));
    return {};
  }));
  for (const sales::OrderId& id : orders) {
    const Result<> done = confirm_.release_hold(id);
    if (!done) log::warn("order.hold", {{"order", id.value}, {"why", done.error().to_string()}});
    AAN_CRASH_POINT("hold.released");
  }
  return static_cast<std::int64_t>(orders.size());
}

Result<std::int64_t> RunJobs::purge() {
  const Timestamp now = room_.clock.wall();
  std::int64_t rows = 0;
  AAN_TRY(room_.store.write("purge", [&](ports::UnitOfWork& unit) -> Result<> {
    // An address that has expired goes on saying so for a month, then it is unknown.
    rows = AAN_TRY(unit.sales().purge(now - kIdempotencyKeptFor, now - room_.ages.downloads));
    rows += AAN_TRY(unit.queues().purge_done(now - room_.ages.jobs));
    rows += AAN_TRY(unit.attention().purge_cleared(now - room_.ages.attention));
    rows += AAN_TRY(unit.holds().purge_takes(now - sales::kScarceTakesKeptFor));
    return {};
  }));
  rows += AAN_TRY(forget_old_gift_addresses(room_));
  rows += AAN_TRY(forget_old_names(room_));
  return rows + AAN_TRY(forget_old_addresses(room_));
}

Result<std::int64_t> RunJobs::purge_unpaid() {
  const Timestamp now = room_.clock.wall();
  std::int64_t orders = 0;
  AAN_TRY(room_.store.write("purge.unpaid", [&](ports::UnitOfWork& unit) -> Result<> {
    const ports::PurgedOrders purged = AAN_TRY(unit.sales().purge_unpaid(
        now - room_.ages.unpaid_orders, now - kUnpaidOrderMargin, kPurgedOrdersARound));
    for (const ports::PurgedAttempt& attempt : purged.attempts) {
      const std::string area = "provider/" + attempt.provider;
      AAN_TRY(unit.records().remove(area, "intent/" + attempt.id.value));
      AAN_TRY(unit.records().remove(area, "session/" + attempt.provider_ref));
    }
    orders = purged.orders;
    return {};
  }));
  if (orders > 0) log::info("purge.unpaid_orders", {{"orders", orders}});
  return orders;
}

}  // namespace aan::service
