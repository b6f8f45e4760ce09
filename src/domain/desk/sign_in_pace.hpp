#pragma once
#include <cstdint>
#include <optional>

#include "base/timestamp.hpp"

namespace aan::desk {

/// How fast somebody may guess: a few at once, then each wrong guess doubles the wait.
struct PaceLimits {
  std::int64_t free_guesses = 3;
  Duration first_wait = Duration::seconds(1);
  Duration longest_wait = Duration::minutes(15);
  /// So long after the last wrong guess everything is forgiven.
  Duration forgiven_after = Duration::hours(1);
};
/// For one name, from one sender.
inline constexpr PaceLimits kNamePace{};
/// For all names from one sender: more room, and a short longest wait, because a sender may be
/// everybody behind one proxy, or everybody who comes through Tor.
inline constexpr PaceLimits kSenderPace{20, Duration::seconds(1), Duration::seconds(30),
                                        Duration::minutes(10)};

/// What is remembered of the wrong guesses at one door. Times are of a clock that never goes back.
struct Guesses {
  std::int64_t wrong = 0;
  Duration last_wrong_at;
  Duration not_before;
  std::int64_t turned_away = 0;  ///< since the last guess that was heard
};

/// How long until a guess is heard; nothing: now. Being turned away makes no wait longer.
std::optional<Duration> wait_of(const Guesses& guesses, Duration now);
/// After a wrong guess that was heard.
Guesses after_wrong(Guesses guesses, const PaceLimits& limits, Duration now);

}  // namespace aan::desk
