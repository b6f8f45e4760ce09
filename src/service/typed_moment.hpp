#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time_zone.hpp"

namespace aan::service {

/// Which end of a day that is named alone is meant.
enum class DayEdge : std::uint8_t {
  begin,  ///< its first moment
  end,    ///< the first moment after it
};

/// A moment as an operator types it: a day of `zone` such as "2026-12-24", or
/// "2026-12-24T18:00:00Z", which is UTC's. Blanks around it do not matter. Nothing: it is neither.
std::optional<Timestamp> parse_moment(std::string_view typed, DayEdge edge,
                                      const TimeZone& zone = shop_zone());

/// The beginning of what was typed, as a refusal may repeat it.
std::string shown_of(std::string_view typed);
/// What a refusal of it says: which field, and what it should look like.
std::string no_moment_text(std::string_view typed, std::string_view field);

/// The same way back: a day where the moment is an edge of one, else with its time; empty: none.
std::string typed(const std::optional<Timestamp>& moment, DayEdge edge = DayEdge::begin,
                  const TimeZone& zone = shop_zone());

}  // namespace aan::service
