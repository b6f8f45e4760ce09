#include "adapters/store_sql/group_commit.hpp"

#include <gtest/gtest.h>

#include <latch>

#include "testing/manual_clock.hpp"

namespace aan::store_sql {
namespace {

TEST(GroupCommit, AGroupFormsWhileTheLastOneIsWritten) {
  const testing::ManualClock clock;
  std::latch first_began(1);
  std::latch all_asked(1);
  std::vector<std::size_t> groups;
  {
    GroupCommit commits(
        [&](std::span<GroupCommit::Member* const> group) {
          groups.push_back(group.size());
          if (groups.size() > 1) return;
          first_began.count_down();
          all_asked.wait();
        },
        clock);
    std::vector<std::thread> threads;
    threads.emplace_back([&] { EXPECT_TRUE(commits.submit(nullptr)); });
    first_began.wait();
    for (std::size_t i = 0; i < GroupCommit::kGroupMax + 6; ++i)
      threads.emplace_back([&] { EXPECT_TRUE(commits.submit(nullptr)); });
    while (commits.waiting() < GroupCommit::kGroupMax + 6) std::this_thread::yield();
    all_asked.count_down();
    for (std::thread& thread : threads) thread.join();
  }
  EXPECT_EQ(groups, (std::vector<std::size_t>{1, GroupCommit::kGroupMax, 6}));
}

TEST(GroupCommit, TooManyAreTurnedAwayAtOnce) {
  const testing::ManualClock clock;
  std::latch began(1);
  std::latch go_on(1);
  GroupCommit commits(
      [&](std::span<GroupCommit::Member* const>) {
        if (!began.try_wait()) {
          began.count_down();
          go_on.wait();
        }
      },
      clock, /*waiting_max=*/3);
  std::vector<std::thread> threads;
  threads.emplace_back([&] { EXPECT_TRUE(commits.submit(nullptr)); });
  began.wait();
  for (int i = 0; i < 3; ++i) threads.emplace_back([&] { EXPECT_TRUE(commits.submit(nullptr)); });
  while (commits.waiting() < 3) std::this_thread::yield();
  const Result<> refused = commits.submit(nullptr);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::unavailable);
  EXPECT_TRUE(refused.error().retry_after_s);
  go_on.count_down();
  for (std::thread& thread : threads) thread.join();
}

TEST(GroupCommit, EveryMemberHasItsOwnOutcome) {
  const testing::ManualClock clock;
  GroupCommit commits(
      [](std::span<GroupCommit::Member* const> group) {
        for (GroupCommit::Member* member : group)
          if (*static_cast<const int*>(member->task) % 2 == 1)
            member->outcome = fail(Errc::conflict, "test", "odd");
      },
      clock);
  for (int task : {1, 2, 3, 4}) EXPECT_EQ(commits.submit(&task).has_value(), task % 2 == 0) << task;
}

TEST(GroupCommit, AMemberThatAsksFromInsideIsToldInsteadOfWaitingForEver) {
  const testing::ManualClock clock;
  GroupCommit* self = nullptr;
  Result<> inner;
  GroupCommit commits([&](std::span<GroupCommit::Member* const>) { inner = self->submit(nullptr); },
                      clock);
  self = &commits;
  EXPECT_TRUE(commits.submit(nullptr));
  EXPECT_EQ(inner.error().code, Errc::internal);
}

}  // namespace
}  // namespace aan::store_sql
