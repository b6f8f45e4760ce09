#include "base/timestamp.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <optional>

namespace aan {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

namespace chrono = std::chrono;

chrono::sys_time<chrono::microseconds> moment_of(Timestamp at) {
  return chrono::sys_time<chrono::microseconds>(chrono::microseconds(at.us));
}

CivilDate date_of(chrono::sys_days day) {
  const chrono::year_month_day date(day);
  return {static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day())};
}

struct Parts {
  CivilDate date;
  std::size_t weekday;  ///< 0: Sunday
  std::int64_t hour, minute, second;
};

Parts split(Timestamp at) {
  const auto day = chrono::floor<chrono::days>(moment_of(at));
  const chrono::hh_mm_ss time(chrono::floor<chrono::seconds>(moment_of(at)) - day);
  return {date_of(day), chrono::weekday(day).c_encoding(), time.hours().count(),
          time.minutes().count(), time.seconds().count()};
}

std::optional<int> number(std::string_view text, std::size_t at, std::size_t length) {
  if (at + length > text.size()) return std::nullopt;
  int value = 0;
  for (std::size_t i = at; i < at + length; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

// The digits after the point of a second; those beyond the sixth are cut off.
std::optional<int> microseconds(std::string_view digits) {
  constexpr std::size_t kDigitsMax = 9;
  if (digits.empty() || digits.size() > kDigitsMax || !number(digits, 0, digits.size()))
    return std::nullopt;
  std::string six(digits.substr(0, 6));
  six.resize(6, '0');
  return number(six, 0, 6);
}

std::optional<Timestamp> assemble(std::optional<int> year, std::optional<int> month,
                                  std::optional<int> day, std::optional<int> hour,
                                  std::optional<int> minute, std::optional<int> second) {
  if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
  const chrono::year_month_day date(chrono::year(*year),
                                    chrono::month(static_cast<unsigned>(*month)),
                                    chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  const auto at = chrono::sys_days(date) + chrono::hours(*hour) + chrono::minutes(*minute) +
                  chrono::seconds(*second);
  return Timestamp::from_unix_seconds(at.time_since_epoch().count());
}

}  // namespace

CivilDate civil_date(Timestamp at) { return date_of(chrono::floor<chrono::days>(moment_of(at))); }

std::string rfc3339(Timestamp at) {
  const Parts p = split(at);
  const CivilDate& d = p.date;
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", d.year, d.month, d.day, p.hour,
                     p.minute, p.second);
}

std::string http_date(Timestamp at) {
  const Parts p = split(at);
  const CivilDate& d = p.date;
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[p.weekday], d.day,
                     kMonths[d.month - 1], d.year, p.hour, p.minute, p.second);
}

Result<Timestamp> parse_rfc3339(std::string_view t) {
  const bool shape = t.size() >= 20 && t[4] == '-' && t[7] == '-' && (t[10] == 'T') &&
                     t[13] == ':' && t[16] == ':' && t.back() == 'Z' &&
                     (t.size() == 20 || t[19] == '.');
  if (shape) {
    const auto at = assemble(number(t, 0, 4), number(t, 5, 2), number(t, 8, 2), number(t, 11, 2),
                             number(t, 14, 2), number(t, 17, 2));
    const auto us =
        t.size() == 20 ? std::optional<int>(0) : microseconds(t.substr(20, t.size() - 21));
    if (at && us) return *at + Duration::microseconds(*us);
  }
  return refuse(Errc::invalid, "time.parse", "Not a time in the form 2026-11-22T23:54:22Z.");
}

Result<Timestamp> parse_http_date(std::string_view t) {
  if (t.size() == 29 && t.ends_with(" GMT") && t[3] == ',') {
    for (std::size_t m = 0; m < kMonths.size(); ++m) {
      if (t.substr(8, 3) != kMonths[m]) continue;
      if (auto at = assemble(number(t, 12, 4), static_cast<int>(m) + 1, number(t, 5, 2),
                             number(t, 17, 2), number(t, 20, 2), number(t, 23, 2));
          at && http_date(*at) == t)  // the day of the week, every blank and every colon
        return *at;
    }
  }
  return refuse(Errc::invalid, "time.parse", "Not an HTTP date.");
}

}  // namespace aan
