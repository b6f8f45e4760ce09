#include "base/whole_number.hpp"
#include "service/sale/tax_report.hpp"

namespace aan::service {
namespace {

constexpr int kMonthsOfAQuarter = 3;
constexpr int kQuartersOfAYear = 4;

// Quarters are counted from the year 0, so that neighbours need no borrowing.
Timestamp first_of(int quarter, const TimeZone& zone) {
  const int month = quarter % kQuartersOfAYear * kMonthsOfAQuarter + 1;
  return zone.begin_of({quarter / kQuartersOfAYear, static_cast<unsigned>(month), 1});
}

Quarter quarter_number(int number, const TimeZone& zone) {
  const std::string year = std::to_string(number / kQuartersOfAYear);
  return {year + "-Q" + std::to_string(number % kQuartersOfAYear + 1), first_of(number, zone),
          first_of(number + 1, zone)};
}

int number_of(Timestamp at, const TimeZone& zone) {
  const CivilDate day = zone.day(at);
  return day.year * kQuartersOfAYear + static_cast<int>(day.month - 1) / kMonthsOfAQuarter;
}

}  // namespace

Result<Quarter> parse_quarter(std::string_view text, const TimeZone& zone) {
  constexpr std::string_view kPattern = "2026-Q4";
  if (text.size() == kPattern.size() && text.substr(4, 2) == "-Q" && text[6] >= '1' &&
      text[6] <= '4') {
    const auto year = parse_whole_number(text.substr(0, 4));
    if (year && *year >= 2000 && *year < 2200)
      return quarter_number(static_cast<int>(*year) * kQuartersOfAYear + (text[6] - '1'), zone);
  }
  return refuse(Errc::invalid, "tax.report", "A quarter is written as 2026-Q4.", "quarter");
}

Quarter quarter_of(Timestamp at, const TimeZone& zone) {
  return quarter_number(number_of(at, zone), zone);
}

Quarter neighbour(const Quarter& quarter, int by, const TimeZone& zone) {
  return quarter_number(number_of(quarter.from, zone) + by, zone);
}

}  // namespace aan::service
