#pragma once
#include <string>
#include <string_view>

#include "service/room.hpp"

namespace aan::service {

/// Of what a provider sends, with what stands at its head.
inline constexpr std::size_t kMessageBytesMax = 64U << 10;

/// A message of a provider as the inbox keeps it: the same event again, however it came, has the
/// same dedupe key.
ports::QueuedJob inbox_message(const Room& room, std::string_view provider,
                               std::string_view event_id, std::string_view message, Timestamp now);

/// The name under which something is noted of a provider, here and in `note_payout`: of its test
/// mode apart, so that nothing of a test is missed by a shop that sells, and the other way round.
std::string notes_name(std::string_view provider, bool is_test);

/// Notes that a message of the provider has arrived, at most once a minute.
Result<> note_heard(ports::UnitOfWork& unit, std::string_view provider, Timestamp now);

// What is noted of a provider's messages, beside what it remembers itself: moments in microseconds.
// `provider`: its `notes_name`.
inline constexpr std::string_view kHeardAt = "heard_at";    ///< one arrived
inline constexpr std::string_view kMissedAt = "missed_at";  ///< of the newest that did not
inline constexpr std::string_view kSweptTo = "swept_to";    ///< until when all were looked for
inline constexpr std::string_view kUnreadSince = "unread_since";  ///< the key may not fetch them
/// Nothing when it was never noted. Errors: those of the store.
Result<std::optional<Timestamp>> noted_at(const ports::RecordStore& records,
                                          std::string_view provider, std::string_view what);
Result<> note_at(ports::RecordStore& records, std::string_view provider, std::string_view what,
                 Timestamp at);
Result<> unnote(ports::RecordStore& records, std::string_view provider, std::string_view what);

}  // namespace aan::service
