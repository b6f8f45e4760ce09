#pragma once
#include "domain/webhook/delivery.hpp"

namespace aan::webhook {

/// A delivery is tried for so long, from its first attempt on.
inline constexpr Duration kTriedFor = Duration::hours(24);
/// An endpoint that fails rests at most so long: one that is back gets everything within it.
inline constexpr Duration kRestMax = Duration::minutes(5);

/// How long a delivery waits after so many attempts in vain: 5 s, 30 s, 2 min, 10 min, 30 min, then
/// an hour each time.
[[nodiscard]] Duration wait_after(std::int64_t attempts);
/// Whether an attempt that failed now was the last.
[[nodiscard]] bool is_given_up(const Delivery& delivery, Timestamp now);

/// What an endpoint's health is after an attempt. It rests 2, 4, 8 ... seconds, at most `kRestMax`.
[[nodiscard]] Health after_failure(Health health, std::string_view error, Timestamp now);
[[nodiscard]] Health after_success(Health health, Timestamp now);
/// It was away, and not only unwilling to take one message: with a success everything that waits
/// for it is due at once.
[[nodiscard]] bool was_away(const Health& health, Timestamp now);
/// It has failed for a day: what has waited as long is given up with it.
[[nodiscard]] bool is_abandoned(const Health& health, Timestamp now);

}  // namespace aan::webhook
