#include "base/time_zone.hpp"

#include <gtest/gtest.h>

namespace aan {
namespace {

const TimeZone& zone(std::string_view name) { return *TimeZone::find(name).value(); }
Timestamp at(std::string_view text) { return parse_rfc3339(text).value(); }
std::string first(std::string_view name, CivilDate day) {
  return rfc3339(zone(name).begin_of(day));
}
std::string why(std::string_view name) { return TimeZone::find(name).error().safe; }

TEST(TimeZone, ADayBeginsWhereTheShopIs) {
  EXPECT_EQ(first("UTC", {2026, 12, 24}), "2026-12-24T00:00:00Z");
  EXPECT_EQ(first("Europe/Berlin", {2026, 12, 24}), "2026-12-23T23:00:00Z");
  EXPECT_EQ(first("Europe/Berlin", {2026, 7, 1}), "2026-06-30T22:00:00Z");
  EXPECT_EQ(first("Asia/Kathmandu", {2026, 7, 1}), "2026-06-30T18:15:00Z");
  EXPECT_EQ(zone("Pacific/Auckland").day(at("2026-12-31T11:00:00Z")), (CivilDate{2027, 1, 1}));
  EXPECT_EQ(zone("America/New_York").day(at("2027-01-01T04:59:59Z")), (CivilDate{2026, 12, 31}));
  EXPECT_EQ(rfc3339(zone("Europe/Berlin").end_of({2026, 12, 31})), "2026-12-31T23:00:00Z");
}

TEST(TimeZone, ADayIsReadAsItIsWritten) {
  for (const char* day : {"2026-01-09", "0999-12-31", "2024-02-29"})
    EXPECT_EQ(write_day(parse_day(day).value()), day);
}

TEST(TimeZone, DaysOfChangedClocksHaveTwentyThreeAndTwentyFiveHours) {
  const TimeZone& berlin = zone("Europe/Berlin");
  EXPECT_EQ(berlin.end_of({2026, 3, 29}) - berlin.begin_of({2026, 3, 29}), Duration::hours(23));
  EXPECT_EQ(berlin.end_of({2026, 10, 25}) - berlin.begin_of({2026, 10, 25}), Duration::hours(25));
}

TEST(TimeZone, ADayWithoutMidnightBeginsWhenItsClocksJump) {
  // In Cairo they go from 23:59:59 to 01:00 in the night to Friday, 24 April 2026.
  EXPECT_EQ(first("Africa/Cairo", {2026, 4, 24}), "2026-04-23T22:00:00Z");
  EXPECT_EQ(zone("Africa/Cairo").local(at("2026-04-23T22:00:00Z")).hour, 1U);
}

TEST(TimeZone, SaysTheHourAndWhatItIsCalled) {
  const LocalTime winter = zone("Europe/Berlin").local(at("2026-11-22T23:54:22Z"));
  EXPECT_EQ(winter.day, (CivilDate{2026, 11, 23}));
  EXPECT_EQ(winter.hour, 0U);
  EXPECT_EQ(winter.minute, 54U);
  EXPECT_EQ(winter.abbreviation, "CET");
  EXPECT_EQ(zone("Europe/Berlin").local(at("2026-07-01T12:00:00Z")).abbreviation, "CEST");
  EXPECT_EQ(TimeZone::utc().local(at("1969-12-31T23:59:59Z")).hour, 23U);
}

TEST(TimeZone, OfAWrongNameTheNearestIsNamed) {
  EXPECT_EQ(why("Europe/Berln"), "there is no time zone of this name. Did you mean Europe/Berlin?");
  EXPECT_EQ(why("europe/berlin"),
            "there is no time zone of this name. Did you mean Europe/Berlin?");
  EXPECT_EQ(why("New York"), "there is no time zone of this name. Did you mean America/New_York?");
  EXPECT_EQ(why("qqqqqqqqqqqq"), "write a name of the time zone database, such as Europe/Berlin.");
  EXPECT_FALSE(TimeZone::find("../../etc/passwd"));
  EXPECT_FALSE(TimeZone::find(""));
  EXPECT_EQ(&zone("Europe/Berlin"), &zone("Europe/Berlin"));
}

}  // namespace
}  // namespace aan
