#include "service/typed_moment.hpp"

#include "base/text.hpp"

namespace aan::service {
namespace {

constexpr std::size_t kTypedBytesShown = 40;
constexpr std::string_view kLastDay = "9999-12-31";  // none comes after it that can be written

}  // namespace

std::optional<Timestamp> parse_moment(std::string_view typed, DayEdge edge, const TimeZone& zone) {
  const std::string_view text = trim(typed);
  if (text.contains('T')) {
    const auto at = parse_rfc3339(text);
    return at ? std::optional(*at) : std::nullopt;
  }
  const auto day = parse_day(text);
  if (!day || (edge == DayEdge::end && text == kLastDay)) return std::nullopt;
  return edge == DayEdge::end ? zone.end_of(*day) : zone.begin_of(*day);
}

std::string shown_of(std::string_view typed) {
  return one_line(utf8_prefix(trim(typed), kTypedBytesShown));
}

std::string no_moment_text(std::string_view typed, std::string_view field) {
  return "“" + shown_of(typed) + "” is no moment for “" + std::string(field) +
         "”. Write a day of the shop such as 2026-12-24, all of it, or 2026-12-24T18:00:00Z, in "
         "UTC.";
}

std::string typed(const std::optional<Timestamp>& moment, DayEdge edge, const TimeZone& zone) {
  if (!moment) return {};
  if (zone.begin_of(zone.day(*moment)) != *moment) return rfc3339(*moment);
  const Duration back = Duration::microseconds(edge == DayEdge::end ? 1 : 0);
  return write_day(zone.day(*moment - back));
}

}  // namespace aan::service
