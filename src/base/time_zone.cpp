#include "base/time_zone.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <utility>
#include <vector>

#include "base/nearest.hpp"
#include "base/text.hpp"

namespace aan {
namespace {

std::atomic<const TimeZone*> shops_own = nullptr;

date::sys_time<std::chrono::microseconds> moment_of(Timestamp at) {
  return date::sys_time<std::chrono::microseconds>(std::chrono::microseconds(at.us));
}

CivilDate civil_of(date::local_days day) {
  const date::year_month_day parts(day);
  return {static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()),
          static_cast<unsigned>(parts.day())};
}

date::local_days local_day(CivilDate day) {
  return date::local_days(date::year(day.year) / date::month(day.month) / 1) +
         date::days(static_cast<int>(day.day) - 1);
}

std::unexpected<Error> no_such_zone(std::string_view name) {
  constexpr std::size_t kSlipsMax = 4;
  std::vector<std::string> known;
  std::vector<std::string> cities;  // people leave the continent out, or name another
  for (const date::time_zone& zone : date::get_tzdb().zones) {
    known.emplace_back(zone.name());
    cities.push_back(zone.name().substr(zone.name().rfind('/') + 1));
  }
  std::string city(name.substr(name.rfind('/') + 1));
  for (char& c : city)
    if (c == ' ') c = '_';
  std::string near;
  const std::string meant = nearest_of(cities, city, 1);
  for (std::size_t i = 0; i < known.size() && near.empty() && !meant.empty(); ++i)
    if (cities[i] == meant) near = known[i];
  if (near.empty()) near = nearest_of(known, std::string(name), kSlipsMax);
  return refuse(Errc::invalid, "time_zone",
                near.empty() ? "write a name of the time zone database, such as Europe/Berlin."
                             : "there is no time zone of this name. Did you mean " + near + "?");
}

}  // namespace

// Every zone that was asked for: there are no more than names in the database.
struct TimeZone::Making {
  std::mutex making;
  std::map<std::string, std::unique_ptr<TimeZone>, std::less<>> made;

  static Making& instance() {
    static Making all;
    return all;
  }
  const TimeZone* zone(std::string_view name, const void* rules) {
    const std::scoped_lock lock(making);
    auto& place = made[std::string(name)];
    if (!place) place.reset(new TimeZone(std::string(name), rules));
    return place.get();
  }
};

const TimeZone& TimeZone::utc() {
  static const TimeZone zone("UTC", nullptr);
  return zone;
}

Result<const TimeZone*> TimeZone::find(std::string_view name) {
  if (name == "UTC") return &utc();  // also on a machine without the database
  try {
    for (const date::time_zone& zone : date::get_tzdb().zones)
      if (zone.name() == name) {
        (void)zone.get_info(date::sys_seconds());  // reads its rules now, and says so if it cannot
        return Making::instance().zone(name, &zone);
      }
    return no_such_zone(name);
  } catch (const std::exception& fault) {
    return refuse(Errc::invalid, "time_zone",
                  "this machine has no time zone database that can be read (install tzdata): " +
                      std::string(fault.what()));
  }
}

LocalTime TimeZone::local(Timestamp at) const {
  const auto moment = moment_of(at);
  std::chrono::seconds offset{0};
  std::string abbreviation = "UTC";
  if (rules_ != nullptr) {
    const auto info = static_cast<const date::time_zone*>(rules_)->get_info(moment);
    offset = info.offset;
    abbreviation = info.abbrev;
  }
  const date::local_time<std::chrono::microseconds> here(moment.time_since_epoch() + offset);
  const auto day = date::floor<date::days>(here);
  const auto minutes = date::floor<std::chrono::minutes>(here - day).count();
  return {civil_of(day), static_cast<unsigned>(minutes / 60), static_cast<unsigned>(minutes % 60),
          std::move(abbreviation)};
}

CivilDate TimeZone::day(Timestamp at) const { return local(at).day; }

Timestamp TimeZone::begin_of(CivilDate day) const {
  const date::local_days midnight = local_day(day);
  if (rules_ == nullptr)
    return Timestamp::from_unix_seconds(std::chrono::seconds(midnight.time_since_epoch()).count());
  const auto at = static_cast<const date::time_zone*>(rules_)->to_sys(date::local_seconds(midnight),
                                                                      date::choose::earliest);
  return Timestamp::from_unix_seconds(at.time_since_epoch().count());
}

Timestamp TimeZone::end_of(CivilDate day) const {
  return begin_of({day.year, day.month, day.day + 1});
}

const TimeZone& shop_zone() {
  const TimeZone* zone = shops_own.load();
  return zone == nullptr ? TimeZone::utc() : *zone;
}

void set_shop_zone(const TimeZone& zone) { shops_own.store(&zone); }

std::string write_day(CivilDate day) {
  return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
}

Result<CivilDate> parse_day(std::string_view text) {
  if (text.contains('T')) return refuse(Errc::invalid, "time.parse", "Not a day.");
  return civil_date(AAN_TRY(parse_rfc3339(std::string(text) + "T00:00:00Z")));
}

}  // namespace aan
