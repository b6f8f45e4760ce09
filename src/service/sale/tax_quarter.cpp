#include "base/whole_number.hpp"
#include "service/sale/tax_report.hpp"

namespace aan::service {
namespace {

constexpr int kMonthsOfAQuarter = 3;
constexpr int kQuartersOfAYear = 4;

// Quarters are counted from the year 0, so that neighbours need no borrowing.
Timestamp first_of(int quarter) {
  const int month = quarter % kQuartersOfAYear * kMonthsOfAQuarter + 1;
  return parse_rfc3339(std::to_string(quarter / kQuartersOfAYear) + (month < 10 ? "-0" : "-") +
                       std::to_string(month) + "-01T00:00:00Z")
      .value_or(Timestamp{});
}

Quarter quarter_number(int number) {
  const std::string year = std::to_string(number / kQuartersOfAYear);
  return {year + "-Q" + std::to_string(number % kQuartersOfAYear + 1), first_of(number),
          first_of(number + 1)};
}

int number_of(Timestamp at) {
  const CivilDate day = civil_date(at);
  return day.year * kQuartersOfAYear + static_cast<int>(day.month - 1) / kMonthsOfAQuarter;
}

}  // namespace

Result<Quarter> parse_quarter(std::string_view text) {
  constexpr std::string_view kPattern = "2026-Q4";
  if (text.size() == kPattern.size() && text.substr(4, 2) == "-Q" && text[6] >= '1' &&
      text[6] <= '4') {
    const auto year = parse_whole_number(text.substr(0, 4));
    if (year && *year >= 2000 && *year < 2200)
      return quarter_number(static_cast<int>(*year) * kQuartersOfAYear + (text[6] - '1'));
  }
  return refuse(Errc::invalid, "tax.report", "A quarter is written as 2026-Q4.", "quarter");
}

Quarter quarter_of(Timestamp at) { return quarter_number(number_of(at)); }

Quarter neighbour(const Quarter& quarter, int by) {
  return quarter_number(number_of(quarter.from) + by);
}

}  // namespace aan::service
