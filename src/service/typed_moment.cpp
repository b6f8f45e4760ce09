#include "service/typed_moment.hpp"

#include "base/text.hpp"

namespace aan::service {
namespace {

constexpr std::string_view kMidnight = "T00:00:00Z";
constexpr std::string_view kLastDay = "9999-12-31";  // none comes after it that can be written

}  // namespace

std::optional<Timestamp> parse_moment(std::string_view typed, DayEdge edge) {
  const std::string text(trim(typed));
  const bool is_day = !text.contains('T');
  if (is_day && edge == DayEdge::end && text == kLastDay) return std::nullopt;
  const auto at = parse_rfc3339(is_day ? text + std::string(kMidnight) : text);
  if (!at) return std::nullopt;
  return is_day && edge == DayEdge::end ? *at + Duration::days(1) : *at;
}

std::string typed(const std::optional<Timestamp>& moment, DayEdge edge) {
  if (!moment) return {};
  std::string text = rfc3339(*moment);
  if (!text.ends_with(kMidnight)) return text;
  if (edge == DayEdge::end) text = rfc3339(*moment - Duration::days(1));
  text.resize(text.size() - kMidnight.size());
  return text;
}

}  // namespace aan::service
