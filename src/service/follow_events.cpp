#include "service/follow_events.hpp"

namespace aan::service {
namespace {

constexpr std::int64_t kNumberedARound = 500;

// One at a time takes numbers, after the events are kept: so a higher number is never seen before a
// lower one, whichever process wrote the event.
Result<std::int64_t> number_events(const Room& room) {
  std::vector<webhook::EventId> fresh;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    fresh = AAN_TRY(at.webhooks().unnumbered(kNumberedARound));
    return {};
  }));
  if (fresh.empty()) return 0;
  AAN_TRY(room.store.write("events.number", [&](ports::UnitOfWork& unit) -> Result<> {
    for (const webhook::EventId& id : fresh) AAN_TRY(unit.webhooks().number_event(id));
    return {};
  }));
  return std::ssize(fresh);
}

}  // namespace

Result<> number_all_events(const Room& room) {
  while (AAN_TRY(number_events(room)) == kNumberedARound) {
  }
  return {};
}

Result<std::vector<webhook::NumberedEvent>> events_after(const Room& room, std::int64_t number) {
  AAN_TRY(number_events(room));
  std::vector<webhook::NumberedEvent> events;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    events = AAN_TRY(at.webhooks().events_after(number, kEventsARound));
    return {};
  }));
  return events;
}

Result<ListenFrom> listen_from(const Room& room, std::optional<std::int64_t> heard_last) {
  // What happened before somebody came is old to them, numbered or not.
  if (!heard_last) AAN_TRY(number_all_events(room));
  ports::EventNumbers numbers;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    numbers = AAN_TRY(at.webhooks().event_numbers());
    return {};
  }));
  if (!heard_last) return ListenFrom{numbers.last, false};
  // A number that was never given is of another shop, or of one before it was restored.
  if (*heard_last > numbers.last) return ListenFrom{numbers.last, true};
  return ListenFrom{*heard_last, *heard_last + 1 < numbers.first};
}

}  // namespace aan::service
