#include "service/one_at_a_time.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

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

}  // namespace
}  // namespace aan::service
