#pragma once
#include <optional>
#include <vector>

#include "domain/webhook/event.hpp"
#include "service/room.hpp"

namespace aan::service {

/// So many events are told at once.
inline constexpr std::int64_t kEventsARound = 100;

/// What happened after an event, in its order, at most `kEventsARound`: what has no number yet gets
/// one first. Safe in several processes at once.
Result<std::vector<webhook::NumberedEvent>> events_after(const Room& room, std::int64_t number);

/// Gives all events a number that have none, in rounds: before any is forgotten, so that what is
/// gone can be told from what never was. Errors: those of the store.
Result<> number_all_events(const Room& room);

/// Where somebody begins to listen.
struct ListenFrom {
  std::int64_t after = 0;  ///< what has a higher number is new to them
  bool has_gap = false;    ///< something that they did not hear is forgotten
};
/// From what they heard last on; from now on when they heard nothing yet.
Result<ListenFrom> listen_from(const Room& room, std::optional<std::int64_t> heard_last);

}  // namespace aan::service
