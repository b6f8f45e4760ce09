#include "crypto/seal.hpp"

#include <gtest/gtest.h>

#include "testing/manual_clock.hpp"
#include "testing/seeded_rng.hpp"

namespace aan::crypto {
namespace {

constexpr std::string_view kPlace = "buyer|17|email";
constexpr Timestamp kNow = testing::ManualClock::kStart;

struct World {
  testing::SeededRng rng{3};
  LiveKeys keys{KeyRing::generate(rng, kNow)};
  Sealer sealer{keys, rng};
};

TEST(Seal, OpensWhatItSealed) {
  World w;
  for (const std::size_t size : {0UL, 1UL, 63UL, 64UL, 65UL, 10'000UL}) {
    const std::string plain(size, 'p');
    const std::string sealed = w.sealer.seal(plain, kPlace);
    EXPECT_EQ(sealed.size(), plain.size() + 2 + 8 + 24 + 16);
    EXPECT_EQ(w.sealer.open(sealed, kPlace).value(), plain);
  }
}

TEST(Seal, SaysWhichKeyOfTheRingWasUsed) {
  World w;
  const std::string sealed = w.sealer.seal("ada", kPlace);
  const std::string id = w.keys.ring().current(KeyPurpose::wrapping).id;
  EXPECT_EQ(sealed_with(sealed), id);
  EXPECT_EQ(sealed_with(std::string_view(sealed).substr(0, 10)), id);
  EXPECT_FALSE(sealed_with(std::string_view(sealed).substr(0, 9)));
  EXPECT_FALSE(sealed_with(w.sealer.seal_with(std::string(32, 'k'), "ada", kPlace)));
  EXPECT_FALSE(sealed_with(""));
}

TEST(Seal, TheSameTextTwiceLooksDifferent) {
  World w;
  EXPECT_NE(w.sealer.seal("ada@example.org", kPlace), w.sealer.seal("ada@example.org", kPlace));
}

TEST(Seal, AnyChangedBitIsRefused) {
  World w;
  const std::string sealed = w.sealer.seal("ada@example.org", kPlace);
  for (std::size_t i = 0; i < sealed.size() * 8; ++i) {
    std::string other = sealed;
    other[i / 8] = static_cast<char>(other[i / 8] ^ (1 << i % 8));
    const auto opened = w.sealer.open(other, kPlace);
    ASSERT_FALSE(opened) << i;
    EXPECT_EQ(opened.error().code, Errc::corrupt);
    EXPECT_TRUE(opened.error().safe.empty());
  }
  for (std::size_t size = 0; size < sealed.size(); ++size)
    EXPECT_FALSE(w.sealer.open(sealed.substr(0, size), kPlace)) << size;
  EXPECT_FALSE(w.sealer.open(sealed + 'x', kPlace));
}

TEST(Seal, AValueThatWasMovedDoesNotOpen) {
  World w;
  const std::string sealed = w.sealer.seal("ada@example.org", kPlace);
  EXPECT_FALSE(w.sealer.open(sealed, "buyer|18|email"));
  EXPECT_FALSE(w.sealer.open(sealed, ""));
}

TEST(Seal, ARotatedKeyStillOpens) {
  World w;
  const std::string sealed = w.sealer.seal("kept", kPlace);
  KeyRing next = w.keys.ring();
  ASSERT_TRUE(next.rotate(KeyPurpose::wrapping, w.rng, kNow + Duration::days(1)));
  w.keys.replace(std::move(next));
  EXPECT_EQ(w.sealer.open(sealed, kPlace).value(), "kept");
  EXPECT_NE(w.sealer.seal("kept", kPlace).substr(0, 10), sealed.substr(0, 10));
}

TEST(Seal, AnotherRingDoesNotOpen) {
  World w;
  testing::SeededRng other_rng{4};
  const LiveKeys other{KeyRing::generate(other_rng, kNow)};
  EXPECT_FALSE(Sealer(other, other_rng).open(w.sealer.seal("mine", kPlace), kPlace));
}

TEST(Seal, ADataKeySealsUntilItsWrappedFormIsGone) {
  World w;
  const std::string wrapped = w.sealer.new_wrapped_key("buyer|17|key");
  const std::string key = w.sealer.open(wrapped, "buyer|17|key").value();
  EXPECT_EQ(key.size(), 32U);
  const std::string sealed = w.sealer.seal_with(key, "Ada", kPlace);
  EXPECT_EQ(w.sealer.open_with(key, sealed, kPlace).value(), "Ada");
  EXPECT_FALSE(w.sealer.open(sealed, kPlace));  // the ring alone does not open it
  EXPECT_FALSE(w.sealer.open_with(std::string(32, 'k'), sealed, kPlace));
  EXPECT_FALSE(w.sealer.open_with("short", sealed, kPlace));
  EXPECT_FALSE(w.sealer.open_with(key, w.sealer.seal("Ada", kPlace), kPlace));
}

}  // namespace
}  // namespace aan::crypto
