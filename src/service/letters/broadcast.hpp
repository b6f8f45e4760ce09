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
  std::string format;  ///< of the file that it is about
  /// A letter that tells of several files counts with the first of them.
  ports::QueueTally letters;
};

/// A file of a book whose newest version nobody was told of, and how many have an earlier one.
struct BroadcastOffer {
  std::string format;
  std::int64_t version = 0;
  std::int64_t buyers = 0;
};
/// None where no letters are sent.
Result<std::vector<BroadcastOffer>> broadcast_offers(const Room& room, const Shop& shop,
                                                     const catalog::BookDetail& book);

/// Begins to tell everybody who has an earlier version that there is a new one: a broadcast for
/// each file whose newest version nobody was told of, and one letter to each buyer, about the files
/// that they have. `which`: slug or id. They stand in the audit log under the name `by`. Returns
/// them, at least one. Errors: not_found (the book); conflict "mail_off", "no_new_version",
/// "broadcast_begun".
Result<std::vector<BroadcastView>> begin_broadcasts(const Room& room, const Shop& shop,
                                                    const std::string& which, std::string_view by);
/// Nobody more is written to; letters that are queued still go. Errors: not_found
/// "no_such_broadcast" (none that goes on), conflict "broadcast_moved".
Result<BroadcastView> stop_broadcast(const Room& room, const std::string& id, std::string_view by);
/// Newest first, at most 100.
Result<std::vector<BroadcastView>> list_broadcasts(const Room& room);
/// Those of the newest version of each file of a book that were begun.
Result<std::vector<BroadcastView>> broadcasts_of(const Room& room, const catalog::BookDetail& book);

/// Queues the next letters of the oldest broadcast and of those that were begun with it, unless
/// letters are due; returns how many. Safe in several processes and across a crash: each buyer is
/// queued once.
Result<std::int64_t> step_broadcast(const Room& room);

}  // namespace aan::service
