#pragma once
#include <string_view>

#include "base/result.hpp"
#include "base/timestamp.hpp"

namespace aan::sales {

/// So far a sandbox's clock goes ahead of the real one, in all.
inline constexpr Duration kAheadMax = Duration::days(3660);

/// A span of time as ISO 8601 writes it, of weeks, days, hours, minutes and seconds: "PT2H",
/// "P31D", "P1DT12H30M", "P2W". Whole numbers; months and years have no length of their own.
/// Errors: invalid "duration": another text, none, or more than `kAheadMax`.
Result<Duration> parse_span(std::string_view text);

}  // namespace aan::sales
