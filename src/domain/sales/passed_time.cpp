#include "domain/sales/passed_time.hpp"

#include <array>
#include <cstdint>

namespace aan::sales {
namespace {

struct Unit {
  char letter;
  Duration length;
  bool is_of_day;  ///< stands behind the T
};
constexpr std::array kUnits = {
    Unit{'W', Duration::days(7), false},   Unit{'D', Duration::days(1), false},
    Unit{'H', Duration::hours(1), true},   Unit{'M', Duration::minutes(1), true},
    Unit{'S', Duration::seconds(1), true},
};
constexpr std::int64_t kNumberMax = 1'000'000'000;

std::unexpected<Error> wrong() {
  return refuse(Errc::invalid, "span",
                "Write a span of time as PT2H, P31D or P1DT12H: weeks, days, hours, minutes and "
                "seconds, at most 3660 days.",
                "duration");
}

}  // namespace

Result<Duration> parse_span(std::string_view text) {
  if (!text.starts_with('P')) return wrong();
  text.remove_prefix(1);
  Duration span;
  std::size_t unit = 0;  // each at most once, in their order
  bool is_of_day = false;
  bool is_any = false;
  while (!text.empty()) {
    if (text.front() == 'T') {
      if (is_of_day) return wrong();
      is_of_day = true;
      text.remove_prefix(1);
      is_any = false;  // a T is followed by something
      continue;
    }
    std::int64_t number = 0;
    std::size_t digits = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
      number = number * 10 + (text[digits] - '0');
      if (number > kNumberMax) return wrong();
    }
    if (digits == 0 || digits == text.size()) return wrong();
    const char letter = text[digits];
    while (unit < kUnits.size() &&
           (kUnits[unit].letter != letter || kUnits[unit].is_of_day != is_of_day))
      ++unit;
    if (unit == kUnits.size()) return wrong();
    const Duration length = kUnits[unit++].length;
    if (number > kAheadMax.us / length.us) return wrong();
    span = span + Duration::microseconds(number * length.us);
    text.remove_prefix(digits + 1);
    is_any = true;
  }
  if (!is_any || span.us <= 0 || span > kAheadMax) return wrong();
  return span;
}

}  // namespace aan::sales
