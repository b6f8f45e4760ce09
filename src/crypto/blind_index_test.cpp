#include "crypto/blind_index.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "testing/seeded_rng.hpp"

namespace aan::crypto {
namespace {

constexpr std::string_view kPlace = "customer|address";

TEST(BlindIndex, IsTheSameForTheSameTextAndForNothingElse) {
  testing::SeededRng rng;
  const KeyRing keys = KeyRing::generate(rng, {});
  const std::string one = blind_index(keys, kPlace, "ada@example.org");
  EXPECT_EQ(one, blind_index(keys, kPlace, "ada@example.org"));
  EXPECT_NE(one, blind_index(keys, kPlace, "bob@example.org"));
  EXPECT_NE(one, blind_index(keys, "customer|name", "ada@example.org"));
  EXPECT_NE(one, blind_index(KeyRing::generate(rng, {}), kPlace, "ada@example.org"));
  EXPECT_EQ(one.size(), 8U + 1 + 22);
  EXPECT_FALSE(one.contains("ada"));
}

TEST(BlindIndex, FindsWhatWasStoredBeforeARotation) {
  testing::SeededRng rng;
  KeyRing keys = KeyRing::generate(rng, {});
  const std::string before = blind_index(keys, kPlace, "ada@example.org");
  ASSERT_TRUE(keys.rotate(KeyPurpose::wrapping, rng, Timestamp::from_unix_seconds(1)));
  const auto all = blind_indexes(keys, kPlace, "ada@example.org");
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all.front(), blind_index(keys, kPlace, "ada@example.org"));
  EXPECT_NE(all.front(), before);
  EXPECT_EQ(all.back(), before);
}

}  // namespace
}  // namespace aan::crypto
