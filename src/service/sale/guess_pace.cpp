#include "service/sale/guess_pace.hpp"

#include <algorithm>
#include <functional>

#include "base/rng.hpp"

namespace aan::service {

GuessPace::GuessPace(const Clock& clock, const Limits& limits)
    : clock_(clock), limits_(limits), salt_(SystemRng{}.bytes(16)) {}

std::size_t GuessPace::place_of(std::string_view sender) const {
  return std::hash<std::string>{}(salt_ + std::string(sender)) % kPlaces;
}

std::optional<Duration> GuessPace::wait_of(std::string_view sender) {
  const Duration now = clock_.mono();
  const std::scoped_lock lock(full_at_mutex_);
  const Duration full_at = std::max(full_at_[place_of(sender)], now) + limits_.refill;
  const Duration wait = full_at - now - Duration{limits_.refill.us * limits_.burst};
  return wait.us > 0 ? std::optional(wait) : std::nullopt;
}

void GuessPace::count_miss(std::string_view sender) {
  const Duration now = clock_.mono();
  const std::scoped_lock lock(full_at_mutex_);
  Duration& full_at = full_at_[place_of(sender)];
  full_at = std::max(full_at, now) + limits_.refill;
}

}  // namespace aan::service
