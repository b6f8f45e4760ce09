#include "domain/sales/passed_time.hpp"

#include <gtest/gtest.h>

namespace aan::sales {
namespace {

TEST(PassedTime, SpansOfWeeksDownToSecondsAreRead) {
  EXPECT_EQ(*parse_span("PT2H"), Duration::hours(2));
  EXPECT_EQ(*parse_span("P31D"), Duration::days(31));
  EXPECT_EQ(*parse_span("P1DT12H30M5S"),
            Duration::days(1) + Duration::hours(12) + Duration::minutes(30) + Duration::seconds(5));
  EXPECT_EQ(*parse_span("P2W"), Duration::days(14));
  EXPECT_EQ(*parse_span("P3660D"), kAheadMax);
}

TEST(PassedTime, AnythingElseIsRefused) {
  for (const char* text : {"",
                           "P",
                           "PT",
                           "P1",
                           "2H",
                           "PT2",
                           "P2H",
                           "PT2D",
                           "P1DT",
                           "PT1M1H",
                           "PT1H1H",
                           "P1M",
                           "P1Y",
                           "PT1.5H",
                           "PT-2H",
                           "-PT2H",
                           "PT0S",
                           "P3661D",
                           "PT99999999999999999999H",
                           "pt2h",
                           "PT2H "})
    EXPECT_EQ(parse_span(text).error().reason, "duration") << text;
}

}  // namespace
}  // namespace aan::sales
