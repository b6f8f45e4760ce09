#include "service/typed_moment.hpp"

#include <gtest/gtest.h>

namespace aan::service {
namespace {

std::string read(std::string_view text, DayEdge edge) {
  const auto at = parse_moment(text, edge);
  return at ? rfc3339(*at) : "none";
}

TEST(TypedMoment, UntilADayMeansToItsEnd) {
  EXPECT_EQ(read("2027-01-01", DayEdge::begin), "2027-01-01T00:00:00Z");
  EXPECT_EQ(read(" 2027-01-01 ", DayEdge::end), "2027-01-02T00:00:00Z");
  EXPECT_EQ(read("2028-02-28", DayEdge::end), "2028-02-29T00:00:00Z");
  EXPECT_EQ(read("2027-01-01T18:00:00Z", DayEdge::end), "2027-01-01T18:00:00Z");
}

TEST(TypedMoment, ComesBackAsItWasTyped) {
  for (const DayEdge edge : {DayEdge::begin, DayEdge::end})
    for (const char* text : {"2027-01-01", "2028-02-29", "2027-01-01T18:00:00Z"})
      EXPECT_EQ(typed(parse_moment(text, edge), edge), text);
  EXPECT_EQ(typed(std::nullopt, DayEdge::end), "");
}

TEST(TypedMoment, ADayIsTheShopsAndAMomentIsUtcs) {
  const TimeZone& berlin = *TimeZone::find("Europe/Berlin").value();
  const auto from = parse_moment("2026-12-24", DayEdge::begin, berlin);
  const auto until = parse_moment("2026-12-24", DayEdge::end, berlin);
  EXPECT_EQ(rfc3339(from.value()), "2026-12-23T23:00:00Z");
  EXPECT_EQ(rfc3339(until.value()), "2026-12-24T23:00:00Z");
  EXPECT_EQ(typed(from, DayEdge::begin, berlin), "2026-12-24");
  EXPECT_EQ(typed(until, DayEdge::end, berlin), "2026-12-24");
  EXPECT_EQ(typed(from, DayEdge::begin, TimeZone::utc()), "2026-12-23T23:00:00Z");
  EXPECT_EQ(parse_moment("2026-12-24T00:00:00Z", DayEdge::begin, berlin),
            parse_rfc3339("2026-12-24T00:00:00Z").value());
}

TEST(TypedMoment, WhatIsNoMomentIsNone) {
  for (const char* text : {"", "tomorrow", "2027-13-01", "01.01.2027", "2027-01-01T"})
    EXPECT_EQ(read(text, DayEdge::end), "none") << text;
  EXPECT_EQ(read("9999-12-31", DayEdge::end), "none");
}

}  // namespace
}  // namespace aan::service
