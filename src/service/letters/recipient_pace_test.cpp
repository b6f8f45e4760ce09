#include "service/letters/recipient_pace.hpp"

#include <gtest/gtest.h>

#include "testing/manual_clock.hpp"

namespace aan::service {
namespace {

TEST(RecipientPace, AnAddressGetsTenADayAndOthersDoNotPayForIt) {
  testing::ManualClock clock;
  RecipientPace pace(clock);
  for (std::int64_t i = 0; i < RecipientPace::kADay; ++i) EXPECT_TRUE(pace.take("ada@example.org"));
  EXPECT_FALSE(pace.take("ada@example.org"));
  EXPECT_TRUE(pace.take("bob@example.org"));
  clock.advance(Duration::days(1));
  EXPECT_TRUE(pace.take("ada@example.org"));
}

}  // namespace
}  // namespace aan::service
