#include "crypto/live_keys.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "testing/manual_clock.hpp"
#include "testing/seeded_rng.hpp"

namespace aan::crypto {
namespace {

TEST(LiveKeys, AKeyInHandOutlivesItsRotation) {
  testing::SeededRng rng{5};
  const Timestamp now = testing::ManualClock::kStart;
  LiveKeys keys{KeyRing::generate(rng, now)};
  const Key& before = keys.ring().current(KeyPurpose::links);
  const std::string id = before.id;
  for (int i = 1; i <= 50; ++i) {
    KeyRing next = keys.ring();
    ASSERT_TRUE(next.rotate(KeyPurpose::links, rng, now + Duration::seconds(i)));
    keys.replace(std::move(next));
  }
  EXPECT_EQ(before.id, id);
  EXPECT_FALSE(before.retired) << "it is as it was when it was taken";
  EXPECT_TRUE(keys.ring().find(KeyPurpose::links, id)->retired);
  EXPECT_NE(keys.ring().current(KeyPurpose::links).id, id);
}

TEST(LiveKeys, ReadersAlwaysFindAWholeRingWhileAnotherRotates) {
  testing::SeededRng rng{6};
  const Timestamp now = testing::ManualClock::kStart;
  LiveKeys keys{KeyRing::generate(rng, now)};
  const std::string first = keys.ring().current(KeyPurpose::cookies).id;
  std::atomic<bool> is_over = false;
  std::atomic<int> missed = 0;
  std::vector<std::jthread> readers;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&] {
      while (!is_over) {
        const KeyRing& ring = keys.ring();
        if (ring.find(KeyPurpose::cookies, first) == nullptr) ++missed;
        if (ring.current(KeyPurpose::cookies).retired) ++missed;
      }
    });
  for (int i = 1; i <= 70; ++i) {
    KeyRing next = keys.ring();
    EXPECT_TRUE(next.rotate(KeyPurpose::cookies, rng, now + Duration::seconds(i)));
    keys.replace(std::move(next));
  }
  is_over = true;
  readers.clear();
  EXPECT_EQ(missed, 0);
}

}  // namespace
}  // namespace aan::crypto
