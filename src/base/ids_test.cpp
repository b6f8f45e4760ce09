#include "base/ids.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/id_time.hpp"
#include "testing/manual_clock.hpp"
#include "testing/seeded_rng.hpp"

namespace aan {
namespace {

TEST(Ids, AreUniqueSortByTimeAndLookLikeIds) {
  testing::ManualClock clock;
  testing::SeededRng rng;
  const IdSource ids("ab12", clock, rng);
  std::set<std::string> seen;
  std::string last;
  for (int i = 0; i < 1000; ++i) {
    clock.advance(Duration::milliseconds(1));
    const std::string id = ids.next();
    EXPECT_TRUE(looks_like_id(id)) << id;
    EXPECT_TRUE(id.starts_with("ab12_"));
    EXPECT_LT(last, id);
    last = id;
    EXPECT_TRUE(seen.insert(id).second);
  }
}

TEST(Ids, SayWhenTheyWereMade) {
  testing::ManualClock clock;
  testing::SeededRng rng;
  const IdSource ids("ab12", clock, rng);
  clock.advance(Duration::microseconds(1'234'567));
  const auto made = time_of_id(ids.next());
  ASSERT_TRUE(made);
  EXPECT_EQ(made->us, clock.wall().us / 1000 * 1000);
  EXPECT_FALSE(time_of_id("walden"));
}

TEST(Ids, WithinOneMillisecondChanceTellsThemApart) {
  const testing::ManualClock clock;
  testing::SeededRng rng;
  const IdSource ids("ab12", clock, rng);
  std::set<std::string> seen;
  for (int i = 0; i < 10'000; ++i) EXPECT_TRUE(seen.insert(ids.next()).second);
}

TEST(Ids, OtherTextIsRefused) {
  const std::string good = "ab12_01hzy3q4m5n6p7r8s9t0v1w2x3";
  ASSERT_TRUE(looks_like_id(good));
  for (const std::string& text :
       {std::string(), good + "0", good.substr(1), "AB12" + good.substr(4), "ab1_" + good.substr(4),
        "ab12-" + good.substr(5), good.substr(0, 30) + "_", good.substr(0, 30) + "i",
        good.substr(0, 30) + "u", "ab12_8" + good.substr(6), good.substr(0, 30) + '\0'})
    EXPECT_FALSE(looks_like_id(text)) << text;
}

}  // namespace
}  // namespace aan
