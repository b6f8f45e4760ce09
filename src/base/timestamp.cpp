#include "base/timestamp.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <optional>

namespace aan {
namespace {

constexpr std::array<std::string_view, 7> kDays = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct Parts {
  std::int64_t days;
  int hour, minute, second;
};

Parts split(Timestamp at) {
  std::int64_t seconds = at.us / 1'000'000;
  if (at.us % 1'000'000 < 0) --seconds;
  std::int64_t days = seconds / 86'400;
  std::int64_t rest = seconds % 86'400;
  if (rest < 0) {
    rest += 86'400;
    --days;
  }
  return {days, static_cast<int>(rest / 3600), static_cast<int>(rest / 60 % 60),
          static_cast<int>(rest % 60)};
}

// Days since 1970-01-01 of a civil date, and back: the usual era arithmetic of 400 years.
std::int64_t days_from_civil(std::int64_t y, unsigned m, unsigned d) {
  y -= m <= 2;
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const auto yoe = static_cast<unsigned>(y - era * 400);
  const unsigned doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
  const unsigned doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146'097 + static_cast<std::int64_t>(doe) - 719'468;
}

CivilDate civil_from_days(std::int64_t z) {
  z += 719'468;
  const std::int64_t era = (z >= 0 ? z : z - 146'096) / 146'097;
  const auto doe = static_cast<unsigned>(z - era * 146'097);
  const unsigned yoe = (doe - doe / 1460 + doe / 36'524 - doe / 146'096) / 365;
  const unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const unsigned mp = (5 * doy + 2) / 153;
  const unsigned day = doy - (153 * mp + 2) / 5 + 1;
  const unsigned month = mp < 10 ? mp + 3 : mp - 9;
  const std::int64_t year = static_cast<std::int64_t>(yoe) + era * 400 + (month <= 2);
  return {static_cast<int>(year), month, day};
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
  if (*month < 1 || *month > 12 || *day < 1 || *day > 31 || *hour > 23 || *minute > 59 ||
      *second > 60)
    return std::nullopt;
  const auto days =
      days_from_civil(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
  const CivilDate back = civil_from_days(days);
  if (back.day != static_cast<unsigned>(*day)) return std::nullopt;
  return Timestamp::from_unix_seconds(days * 86'400 + std::int64_t{*hour} * 3600 +
                                      std::int64_t{*minute} * 60 + *second);
}

}  // namespace

CivilDate civil_date(Timestamp at) { return civil_from_days(split(at).days); }

std::string rfc3339(Timestamp at) {
  const Parts p = split(at);
  const CivilDate d = civil_from_days(p.days);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", d.year, d.month, d.day, p.hour,
                     p.minute, p.second);
}

std::string http_date(Timestamp at) {
  const Parts p = split(at);
  const CivilDate d = civil_from_days(p.days);
  const auto weekday = static_cast<std::size_t>(((p.days % 7) + 7) % 7);
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[weekday], d.day,
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
