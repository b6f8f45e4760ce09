#include "crypto/keyring.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/text.hpp"
#include "crypto/sign.hpp"
#include "testing/manual_clock.hpp"
#include "testing/seeded_rng.hpp"

namespace aan::crypto {
namespace {

constexpr Timestamp kNow = testing::ManualClock::kStart;

struct Ring {
  testing::SeededRng rng{7};
  KeyRing keys = KeyRing::generate(rng, kNow);
  [[nodiscard]] std::string text() const { return std::string(keys.encode().reveal()); }
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(KeyRing, AFreshOneHasOneKeyForEachPurpose) {
  const Ring ring;
  std::set<std::string_view> bytes;
  for (const Key& key : ring.keys.keys()) {
    EXPECT_EQ(key.bytes.reveal().size(), 32U);
    EXPECT_EQ(key.id.size(), 8U);
    EXPECT_FALSE(key.retired);
    bytes.insert(key.bytes.reveal());
  }
  EXPECT_EQ(bytes.size(), 4U);
  EXPECT_TRUE(
      is_public_key(public_key_of(ring.keys.current(KeyPurpose::node_identity).bytes.reveal())));
}

TEST(KeyRing, ReadsBackWhatItWrote) {
  Ring ring;
  ASSERT_TRUE(ring.keys.rotate(KeyPurpose::cookies, ring.rng, kNow + Duration::days(1)));
  const auto read = KeyRing::parse(ring.text());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->encode().reveal(), ring.text());
  EXPECT_EQ(read->keys().size(), 5U);
  EXPECT_EQ(read->current(KeyPurpose::cookies).id, ring.keys.current(KeyPurpose::cookies).id);
}

TEST(KeyRing, RotationKeepsTheOldKeyForWhatItMade) {
  Ring ring;
  const std::string before = ring.keys.current(KeyPurpose::links).id;
  ASSERT_TRUE(ring.keys.rotate(KeyPurpose::links, ring.rng, kNow + Duration::hours(1)));
  const Key* old = ring.keys.find(KeyPurpose::links, before);
  ASSERT_NE(old, nullptr);
  EXPECT_EQ(old->retired, kNow + Duration::hours(1));
  EXPECT_NE(ring.keys.current(KeyPurpose::links).id, before);
  EXPECT_EQ(ring.keys.find(KeyPurpose::cookies, before), nullptr);
}

TEST(KeyRing, RotationUnderAClockThatWentBackStillMakesTheNewestKey) {
  Ring ring;
  ASSERT_TRUE(ring.keys.rotate(KeyPurpose::cookies, ring.rng, kNow - Duration::days(900)));
  const std::string first = ring.keys.current(KeyPurpose::cookies).id;
  ASSERT_TRUE(ring.keys.rotate(KeyPurpose::cookies, ring.rng, kNow - Duration::days(900)));
  EXPECT_NE(ring.keys.current(KeyPurpose::cookies).id, first);
  EXPECT_TRUE(KeyRing::parse(ring.text()));
}

TEST(KeyRing, TheIdentityIsNotRotated) {
  Ring ring;
  EXPECT_FALSE(ring.keys.rotate(KeyPurpose::node_identity, ring.rng, kNow));
}

TEST(KeyRing, RotationHasALimit) {
  Ring ring;
  int rotations = 0;
  while (rotations < 1000 && ring.keys.rotate(KeyPurpose::cookies, ring.rng, kNow)) ++rotations;
  EXPECT_EQ(rotations, 79);
  EXPECT_TRUE(KeyRing::parse(ring.text()));
}

TEST(KeyRing, RefusesEveryOtherText) {
  const Ring ring;
  const std::string good = ring.text();
  const std::string first_line = good.substr(0, good.find('\n') + 1);
  const std::string id = ring.keys.keys()[0].id;
  const std::string cookie_id = ring.keys.keys()[1].id;
  ASSERT_TRUE(KeyRing::parse(good));
  const std::string bad[] = {
      "",
      "\n",
      good + "\n",
      good.substr(0, good.size() - 1),
      good + first_line,
      good.substr(first_line.size()),  // no identity
      replaced(good, "v1", "v2"),
      replaced(good, "v1 ", "v1  "),
      replaced(good, "v1 ", " v1 "),
      replaced(good, "\n", "\r\n"),
      replaced(good, "\n", " \n"),
      replaced(good, "\n", "\n\n"),
      replaced(good, "\n", "\n# a remark\n"),
      replaced(good, "cookies", "links"),
      replaced(good, "cookies", "Cookies"),
      replaced(good, "cookies", "node_identity"),
      replaced(good, id, "0123456"),
      replaced(good, id, "0123456G"),
      replaced(good, id, "ABCDEF01"),
      replaced(good, cookie_id, id),
      replaced(good, " - ", " "),
      replaced(good, " - ", " never "),
      replaced(good, " - ", " 2020-01-01T00:00:00Z "),  // retired before it was made
      replaced(good, " - ", " 2036-01-01T00:00:00Z "),  // no identity in use
      replaced(good, "2026-11", "2026-13"),
      replaced(good, "Z - ", " - "),
      replaced(good, " - ", " - A"),
      good.substr(0, good.size() - 2) + "\n",
      good + std::string(70'000, 'x') + "\n",
  };
  for (const std::string& text : bad) EXPECT_FALSE(KeyRing::parse(text)) << text.substr(0, 600);
}

TEST(KeyRing, OneKeyServesOnePurpose) {
  const Ring ring;
  const std::string text = ring.text();
  const auto lines = split(text, '\n');
  const auto bytes_of = [](std::string_view line) { return split(line, ' ')[5]; };
  EXPECT_FALSE(KeyRing::parse(replaced(text, bytes_of(lines[2]), bytes_of(lines[1]))));
}

TEST(KeyRing, AnErrorNamesTheLineAndNeverItsContent) {
  const Ring ring;
  const std::string text = ring.text();
  const std::string_view secret = split(split(text, '\n')[1], ' ')[5];
  const auto broken =
      KeyRing::parse(replaced(text, std::string(secret), std::string(secret) + "A"));
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().code, Errc::invalid);
  EXPECT_NE(broken.error().detail.find("line 2"), std::string::npos);
  EXPECT_EQ(broken.error().detail.find(secret), std::string::npos);
  EXPECT_TRUE(broken.error().safe.empty());
}

TEST(KeyRing, OfOneThatIsChangedEveryDayTheOldestCookieKeysGoAndTheOthersHaveRoom) {
  testing::SeededRng rng{9};
  Timestamp now = testing::ManualClock::kStart;
  KeyRing ring = KeyRing::generate(rng, now);
  for (int i = 0; i < 400; ++i) {
    now = now + Duration::days(2);
    ASSERT_TRUE(ring.rotate(KeyPurpose::cookies, rng, now)) << i;
  }
  EXPECT_LE(ring.keys().size(), 60U);
  EXPECT_TRUE(KeyRing::parse(ring.encode().reveal()));
  for (int i = 0; i < 79; ++i) ASSERT_TRUE(ring.rotate(KeyPurpose::links, rng, now)) << i;
  EXPECT_EQ(ring.rotate(KeyPurpose::links, rng, now).error().code, Errc::conflict);
  EXPECT_TRUE(ring.rotate(KeyPurpose::wrapping, rng, now)) << "it has room of its own";
  EXPECT_TRUE(KeyRing::parse(ring.encode().reveal()));
}

}  // namespace
}  // namespace aan::crypto
