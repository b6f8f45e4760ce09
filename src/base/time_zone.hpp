#pragma once
#include <string>
#include <string_view>

#include "base/timestamp.hpp"

namespace aan {

/// A moment as the clocks of one place show it.
struct LocalTime {
  CivilDate day;
  unsigned hour = 0;
  unsigned minute = 0;
  std::string abbreviation;  ///< "CET", "UTC", "-03"
};

/// Where days begin and which hour it is: one zone of the IANA time zone database, as this machine
/// has it. Immutable; each zone is made once and lives as long as the program. Thread-safe.
class TimeZone {
 public:
  static const TimeZone& utc();
  /// Of a name of the database, such as "Europe/Berlin". Errors: invalid, with the name that is
  /// nearest to what was written, if one is near.
  static Result<const TimeZone*> find(std::string_view name);

  TimeZone(const TimeZone&) = delete;
  TimeZone& operator=(const TimeZone&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] LocalTime local(Timestamp at) const;
  [[nodiscard]] CivilDate day(Timestamp at) const;
  /// The first moment of a day. Where clocks jump over midnight it is the moment of the jump; where
  /// midnight comes twice, the first. A day that no calendar has counts on into the next month.
  [[nodiscard]] Timestamp begin_of(CivilDate day) const;
  /// The first moment after a day.
  [[nodiscard]] Timestamp end_of(CivilDate day) const;

 private:
  struct Making;
  TimeZone(std::string name, const void* rules) : name_(std::move(name)), rules_(rules) {}
  std::string name_;
  const void* rules_;  // of the library; null: UTC
};

/// The zone that this shop's days are counted in. One process is one shop, and a day is said in
/// nearly every room: like the log, it is set once, when the shop opens, and read everywhere. UTC
/// until somebody sets it.
const TimeZone& shop_zone();
void set_shop_zone(const TimeZone& zone);

/// A day as it is typed, "2026-12-24". Errors: invalid.
Result<CivilDate> parse_day(std::string_view text);
/// The same out of a day.
std::string write_day(CivilDate day);

}  // namespace aan
