#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace aan::service {

/// The greatest `ports::SearchQuery::upto` that there can be: what an index numbers ends there.
inline constexpr std::int64_t kUptoMax = 4'294'967'295;
/// How far into what was found somebody can go.
inline constexpr std::int64_t kFoundOffsetMax = 10'000'000;

/// Where a search goes on: behind so many hits, of what stood in the index up to there.
struct FoundPlace {
  std::int64_t offset = 0;
  std::int64_t upto = 0;  ///< 0: wherever it ends now
};

/// "s.40.1234", for a program to send back.
std::string cursor_of(const FoundPlace& place);
/// Errors: invalid "cursor" for whatever `cursor_of` did not write.
Result<FoundPlace> parse_cursor(std::string_view text);
/// The `upto` of an address; 0 for an empty one, nothing for what is none.
std::optional<std::int64_t> parse_upto(std::string_view text);
/// What no place is answered with.
std::unexpected<Error> no_found_place();

}  // namespace aan::service
