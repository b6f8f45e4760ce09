#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace aan {

/// A span of time in microseconds. Negative spans are allowed.
struct Duration {
  std::int64_t us = 0;
  static constexpr Duration microseconds(std::int64_t n) { return {n}; }
  static constexpr Duration milliseconds(std::int64_t n) { return {n * 1000}; }
  static constexpr Duration seconds(std::int64_t n) { return {n * 1'000'000}; }
  static constexpr Duration minutes(std::int64_t n) { return seconds(n * 60); }
  static constexpr Duration hours(std::int64_t n) { return minutes(n * 60); }
  static constexpr Duration days(std::int64_t n) { return hours(n * 24); }
  [[nodiscard]] constexpr std::int64_t ms() const { return us / 1000; }
  [[nodiscard]] constexpr std::int64_t s() const { return us / 1'000'000; }
  auto operator<=>(const Duration&) const = default;
  friend constexpr Duration operator+(Duration a, Duration b) { return {a.us + b.us}; }
  friend constexpr Duration operator-(Duration a, Duration b) { return {a.us - b.us}; }
  friend constexpr Duration operator*(Duration a, std::int64_t n) { return {a.us * n}; }
};

/// A moment: microseconds since 1970-01-01T00:00:00Z, no leap seconds. Stored as BIGINT.
struct Timestamp {
  std::int64_t us = 0;
  static constexpr Timestamp from_unix_seconds(std::int64_t s) { return {s * 1'000'000}; }
  [[nodiscard]] constexpr std::int64_t unix_seconds() const { return us / 1'000'000; }
  auto operator<=>(const Timestamp&) const = default;
  friend constexpr Timestamp operator+(Timestamp t, Duration d) { return {t.us + d.us}; }
  friend constexpr Timestamp operator-(Timestamp t, Duration d) { return {t.us - d.us}; }
  friend constexpr Duration operator-(Timestamp a, Timestamp b) { return {a.us - b.us}; }
};

/// A day of the proleptic Gregorian calendar, for publication dates.
struct CivilDate {
  int year = 1970;
  unsigned month = 1;
  unsigned day = 1;
  auto operator<=>(const CivilDate&) const = default;
};
CivilDate civil_date(Timestamp at);

/// RFC 3339 in UTC with seconds: "2026-11-22T23:54:22Z".
std::string rfc3339(Timestamp at);
/// RFC 9110 section 5.6.7 (IMF-fixdate): "Sun, 22 Nov 2026 23:54:22 GMT".
std::string http_date(Timestamp at);
/// Accepts what `rfc3339` writes, with optional fraction. Errors: invalid.
Result<Timestamp> parse_rfc3339(std::string_view text);
/// Accepts IMF-fixdate only, as RFC 9110 lets a cache do. Errors: invalid.
Result<Timestamp> parse_http_date(std::string_view text);

}  // namespace aan
