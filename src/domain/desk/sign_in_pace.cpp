#include "domain/desk/sign_in_pace.hpp"

#include <algorithm>

namespace aan::desk {

std::optional<Duration> wait_of(const Guesses& guesses, Duration now) {
  if (guesses.not_before <= now) return std::nullopt;
  return guesses.not_before - now;
}

Guesses after_wrong(Guesses guesses, const PaceLimits& limits, Duration now) {
  if (guesses.wrong > 0 && now - guesses.last_wrong_at >= limits.forgiven_after) guesses = {};
  guesses.wrong += 1;
  guesses.last_wrong_at = now;
  guesses.turned_away = 0;
  const std::int64_t doublings = guesses.wrong - limits.free_guesses;
  if (doublings < 0) return guesses;
  constexpr std::int64_t kDoublingsMax = 20;
  const Duration wait = limits.first_wait * (std::int64_t{1} << std::min(doublings, kDoublingsMax));
  guesses.not_before = now + std::min(wait, limits.longest_wait);
  return guesses;
}

}  // namespace aan::desk
