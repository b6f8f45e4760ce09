#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "ports/queue_store.hpp"
#include "service/room.hpp"
#include "service/shop.hpp"

namespace aan::service {

/// So many letters of a broadcast are queued at a time, and none while a letter is due: who buys a
/// book meanwhile waits behind few of them.
inline constexpr std::int64_t kLettersARound = 50;

struct BroadcastView {
  customer::Broadcast broadcast;
  std::string slug;
  std::string title;
  ports::QueueTally letters;
};

/// Whether the buyers of a book can be told of its newest version, and how many they are.
struct BroadcastOffer {
  bool is_there =
      false;  ///< it has a version that its buyers were not told of, and letters are sent
  std::int64_t buyers = 0;
};
Result<BroadcastOffer> broadcast_offer(const Room& room, const Shop& shop,
                                       const catalog::BookDetail& book);

/// Begins to tell everybody who has an earlier version that there is a new one, each once. `which`:
/// slug or id. It stands in the audit log under the name `by`. Errors: not_found (the book);
/// conflict "mail_off", "no_new_version", "broadcast_begun".
Result<BroadcastView> begin_broadcast(const Room& room, const Shop& shop, const std::string& which,
                                      std::string_view by);
/// Nobody more is written to; letters that are queued still go. Errors: not_found
/// "no_such_broadcast" (none that goes on), conflict "broadcast_moved".
Result<BroadcastView> stop_broadcast(const Room& room, const std::string& id, std::string_view by);
/// Newest first, at most 100.
Result<std::vector<BroadcastView>> list_broadcasts(const Room& room);
/// The one of a book's newest version, if it was begun.
Result<std::optional<BroadcastView>> broadcast_of(const Room& room,
                                                  const catalog::BookDetail& book);

/// Queues the next letters of the oldest broadcast, unless letters are due; returns how many. Safe
/// in several processes and across a crash: each buyer is queued once.
Result<std::int64_t> step_broadcast(const Room& room);

}  // namespace aan::service
