#pragma once
#include <vector>

#include "ports/message_archive.hpp"
#include "service/room.hpp"

namespace aan::service {

/// How far back messages are looked for: as long as processors keep them.
inline constexpr Duration kMessagesKeptFor = Duration::days(30);
/// A message that has not arrived after so long is missed; younger ones may be on their way.
inline constexpr Duration kMessageMissedAfter = Duration::minutes(10);

/// Fetches the messages that never arrived and puts them into the inbox, where those that did are
/// known already: so that a refund by hand or a dispute is learnt of long after its attempt was
/// asked about for the last time. Thread-safe; two at once do the same work twice, without harm.
class SweepMessages {
 public:
  SweepMessages(const Room& room, std::vector<const ports::MessageArchive*> archives)
      : room_(room), archives_(std::move(archives)) {}
  /// Returns how many messages were new. Errors: of the archive that failed first, after the others
  /// were asked; those of the store.
  Result<std::int64_t> sweep();

 private:
  Result<std::int64_t> sweep_one(const ports::MessageArchive& archive);
  const Room& room_;
  std::vector<const ports::MessageArchive*> archives_;
};

}  // namespace aan::service
