#include "base/timestamp.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace aan {
namespace {

TEST(Timestamp, WritesWhatTheStandardsSay) {
  const auto at = Timestamp::from_unix_seconds(1'795'391'662);
  EXPECT_EQ(rfc3339(at), "2026-11-22T23:54:22Z");
  EXPECT_EQ(http_date(at), "Sun, 22 Nov 2026 23:54:22 GMT");
  EXPECT_EQ(http_date(Timestamp::from_unix_seconds(784'111'777)), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(rfc3339({0}), "1970-01-01T00:00:00Z");
  EXPECT_EQ(rfc3339({-1}), "1969-12-31T23:59:59Z");
  EXPECT_EQ(http_date({-1}), "Wed, 31 Dec 1969 23:59:59 GMT");
  EXPECT_EQ(rfc3339(Timestamp::from_unix_seconds(951'782'400)), "2000-02-29T00:00:00Z");
}

TEST(Timestamp, ReadsAFractionOfASecond) {
  EXPECT_EQ(parse_rfc3339("1970-01-01T00:00:00.5Z")->us, 500'000);
  EXPECT_EQ(parse_rfc3339("1970-01-01T00:00:00.000001Z")->us, 1);
  EXPECT_EQ(parse_rfc3339("1970-01-01T00:00:00.123456789Z")->us, 123'456);
}

TEST(Timestamp, RefusesEveryOtherText) {
  for (const char* text : {"",
                           "2026-11-22",
                           "2026-11-22T23:54:22",
                           "2026-11-22 23:54:22Z",
                           "2026-11-22T23:54:22+00:00",
                           "2026-13-01T00:00:00Z",
                           "2026-00-01T00:00:00Z",
                           "2026-02-29T00:00:00Z",
                           "2026-02-30T00:00:00Z",
                           "2026-01-32T00:00:00Z",
                           "2026-01-00T00:00:00Z",
                           "2026-01-01T24:00:00Z",
                           "2026-01-01T00:60:00Z",
                           "2026-01-01T00:00:61Z",
                           "2026-1-01T00:00:00Z",
                           "2026-01-01T00:00:00.Z",
                           "2026-01-01T00:00:00.xZ",
                           "2026-01-01T00:00:00.1 Z",
                           "2026-01-01T00:00:00.1234567890Z",
                           "-026-01-01T00:00:00Z",
                           "2026-01-01T00:00:00ZZ",
                           "x2026-01-01T00:00:00Z"})
    EXPECT_FALSE(parse_rfc3339(text)) << text;
  for (const char* text : {"", "Mon, 22 Nov 2026 23:54:22 GMT", "Sun, 22 Nov 2026 23:54:22 UTC",
                           "Sun,x22xNovx2026x23x54x22 GMT", "Sunday, 22-Nov-26 23:54:22 GMT",
                           "Sun Nov 22 23:54:22 2026", "Sun, 31 Feb 2026 23:54:22 GMT",
                           "Sun, 22 nov 2026 23:54:22 GMT"})
    EXPECT_FALSE(parse_http_date(text)) << text;
}

TEST(Timestamp, KnowsTheDay) {
  EXPECT_EQ(civil_date(parse_rfc3339("2024-02-29T23:59:59Z").value()), (CivilDate{2024, 2, 29}));
  EXPECT_EQ(civil_date({-1}), (CivilDate{1969, 12, 31}));
  EXPECT_EQ(civil_date(parse_rfc3339("1899-12-31T00:00:00Z").value()), (CivilDate{1899, 12, 31}));
}

RC_GTEST_PROP(Timestamp, ReadsBackWhatItWrote, ()) {
  const auto seconds = *rc::gen::inRange<std::int64_t>(-62'135'596'800, 253'402'300'800);
  const auto at = Timestamp::from_unix_seconds(seconds);
  RC_ASSERT(parse_rfc3339(rfc3339(at)).value() == at);
  RC_ASSERT(parse_http_date(http_date(at)).value() == at);
}

}  // namespace
}  // namespace aan
