#include "service/payment/sweep_messages.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "service/payment/inbox_message.hpp"

namespace aan::service {
namespace {

// A processor may list an event a while after the moment that it names.
constexpr Duration kOverlap = Duration::hours(1);
constexpr std::size_t kMessagesAUnit = 50;

}  // namespace

Result<std::int64_t> SweepMessages::sweep() {
  std::int64_t fresh = 0;
  Result<> first;
  for (const ports::MessageArchive* archive : archives_) {
    const auto done = sweep_one(*archive);
    if (done)
      fresh += *done;
    else if (first)
      first = std::unexpected(done.error());
  }
  AAN_TRY(first);
  return fresh;
}

Result<std::int64_t> SweepMessages::sweep_one(const ports::MessageArchive& archive) {
  const Timestamp now = room_.clock.wall();
  const std::string provider = archive.provider();
  const std::string notes = notes_name(provider, archive.is_test());
  std::optional<Timestamp> swept_to;
  bool is_unread = false;
  AAN_TRY(room_.store.read([&](const ports::Snapshot& at) -> Result<> {
    swept_to = AAN_TRY(noted_at(at.records(), notes, kSweptTo));
    is_unread = AAN_TRY(noted_at(at.records(), notes, kUnreadSince)).has_value();
    return {};
  }));
  const Timestamp oldest = now - kMessagesKeptFor;
  auto answer = archive.missed(swept_to ? std::max(oldest, *swept_to - kOverlap) : oldest);
  if (!answer && answer.error().code == Errc::forbidden && !is_unread)
    AAN_TRY(room_.store.write("inbox.unread", [&](ports::UnitOfWork& unit) {
      return note_at(unit.records(), notes, kUnreadSince, now);
    }));
  const ports::ArchivedMessages found = AAN_TRY(std::move(answer));
  std::int64_t fresh = 0;
  for (std::size_t from = 0; from < found.messages.size(); from += kMessagesAUnit) {
    std::int64_t in_unit = 0;
    std::vector<ports::QueuedJob> jobs;
    for (std::size_t i = from; i < std::min(from + kMessagesAUnit, found.messages.size()); ++i)
      jobs.push_back(inbox_message(room_, provider, found.messages[i].event_id,
                                   found.messages[i].message, now));
    AAN_TRY(room_.store.write("inbox.sweep", [&](ports::UnitOfWork& unit) -> Result<> {
      in_unit = 0;
      for (const ports::QueuedJob& job : jobs) in_unit += AAN_TRY(unit.queues().enqueue(job));
      return {};
    }));
    fresh += in_unit;
  }
  std::optional<Timestamp> missed;
  if (archive.sends_messages())
    for (const ports::ArchivedMessage& one : found.messages)
      if (now - one.at >= kMessageMissedAfter) missed = std::max(missed.value_or(one.at), one.at);
  AAN_TRY(room_.store.write("inbox.swept", [&](ports::UnitOfWork& unit) -> Result<> {
    if (is_unread) AAN_TRY(unnote(unit.records(), notes, kUnreadSince));
    if (missed) AAN_TRY(note_at(unit.records(), notes, kMissedAt, *missed));
    // What one call did not give is looked for again from where this one began.
    return found.is_all ? note_at(unit.records(), notes, kSweptTo, now) : Result<>{};
  }));
  if (fresh > 0) log::warn("inbox.swept", {{"provider", provider}, {"messages", fresh}});
  if (!found.is_all) log::error("inbox.not_all_swept", {{"provider", provider}});
  return fresh;
}

}  // namespace aan::service
