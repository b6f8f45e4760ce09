#include "service/one_at_a_time.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "service/delivery/makings.hpp"

namespace aan::service {
namespace {

TEST(OneAtATime, LetsOneOfEachKeyInAndTheOthersAfterIt) {
  OneAtATime turns;
  std::atomic<int> inside = 0;
  std::atomic<int> most = 0;
  std::atomic<int> done = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 20; ++i)
      threads.emplace_back([&] {
        const auto turn = turns.take("same");
        most = std::max(most.load(), ++inside);
        std::this_thread::yield();
        --inside;
        ++done;
      });
  }
  EXPECT_EQ(most, 1);
  EXPECT_EQ(done, 20);
}

TEST(OneAtATime, KeysDoNotWaitForEachOther) {
  OneAtATime turns;
  const auto mine = turns.take("mine");
  std::jthread([&] { const auto yours = turns.take("yours"); }).join();
}

TEST(Makings, TwoAreMadeAtOnceTwoWaitAWhileAndTheOthersAreToldToComeAgain) {
  Makings makings(std::chrono::milliseconds(1));
  auto one = makings.begin("one");
  ASSERT_TRUE(one);
  const auto again = makings.begin("one");
  ASSERT_FALSE(again) << "not twice at once";
  EXPECT_EQ(again.error().code, Errc::unavailable);
  EXPECT_EQ(again.error().retry_after_s, 5);
  {
    const auto two = makings.begin("two");
    ASSERT_TRUE(two);
    EXPECT_FALSE(makings.begin("three"));
  }
  EXPECT_TRUE(makings.begin("three")) << "one ended";
}

TEST(Makings, WhoWaitsGetsThePlaceOfTheFirst) {
  Makings makings(std::chrono::minutes(1));
  std::atomic<int> done = 0;
  std::vector<std::jthread> visitors;
  {
    const auto first = makings.begin("same");
    ASSERT_TRUE(first);
    for (int i = 0; i < 8; ++i)
      visitors.emplace_back([&] {
        const auto turn = makings.begin("same");
        done += turn ? 1 : 100;
      });
    while (done < 600) std::this_thread::yield();
    EXPECT_EQ(done, 600) << "two wait";
  }
  visitors.clear();
  EXPECT_EQ(done, 602);
}

}  // namespace
}  // namespace aan::service
