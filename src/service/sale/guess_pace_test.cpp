#include "service/sale/guess_pace.hpp"

#include <gtest/gtest.h>

#include "testing/manual_clock.hpp"

namespace aan::service {
namespace {

TEST(GuessPace, MistakesAreCountedForEachSenderAndForgottenWithTime) {
  testing::ManualClock clock;
  GuessPace pace(clock, {3, Duration::seconds(10)});
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(pace.wait_of("192.0.2.1")) << i;
    pace.count_miss("192.0.2.1");
  }
  ASSERT_TRUE(pace.wait_of("192.0.2.1"));
  EXPECT_EQ(pace.wait_of("192.0.2.1")->us, Duration::seconds(10).us);
  EXPECT_FALSE(pace.wait_of("192.0.2.2")) << "somebody else";
  clock.advance(Duration::seconds(10));
  EXPECT_FALSE(pace.wait_of("192.0.2.1"));
  pace.count_miss("192.0.2.1");
  EXPECT_TRUE(pace.wait_of("192.0.2.1"));
}

TEST(GuessPace, AskingAloneCountsNothing) {
  testing::ManualClock clock;
  GuessPace pace(clock, {1, Duration::seconds(10)});
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(pace.wait_of("192.0.2.1"));
}

}  // namespace
}  // namespace aan::service
