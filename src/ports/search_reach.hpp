#pragma once
#include <algorithm>
#include <cstdint>

namespace aan::ports {

/// So many hits of a search can be reached, the first ones: nobody reads that far, and each later
/// page costs more than the one before. `SearchAnswer::total` counts those behind them, too.
inline constexpr std::int64_t kHitsReachableMax = 10'000;

/// How many of `total` hits pages and cursors lead to.
constexpr std::int64_t reachable_of(std::int64_t total) {
  return std::min(total, kHitsReachableMax);
}

}  // namespace aan::ports
