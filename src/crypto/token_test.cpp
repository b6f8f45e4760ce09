#include "crypto/token.hpp"

#include <gtest/gtest.h>

#include "crypto/hash.hpp"
#include "testing/manual_clock.hpp"
#include "testing/seeded_rng.hpp"

namespace aan::crypto {
namespace {

constexpr Timestamp kNow = testing::ManualClock::kStart;

struct World {
  testing::SeededRng rng{5};
  KeyRing keys = KeyRing::generate(rng, kNow);
};

TEST(Token, Has160BitsIn27Characters) {
  World w;
  const std::string token = new_token(w.rng);
  EXPECT_EQ(token.size(), 27U);
  EXPECT_TRUE(looks_like_token(token));
  EXPECT_NE(token, new_token(w.rng));
  EXPECT_EQ(token_digest(token), sha256(token));
}

TEST(Token, OtherTextDoesNotLookLikeOne) {
  World w;
  const std::string token = new_token(w.rng);
  for (const std::string& text :
       {std::string(), token + "A", token.substr(1), "." + token.substr(1),
        token.substr(0, 26) + "=", token.substr(0, 26) + '\0', token.substr(0, 26) + "_"})
    EXPECT_FALSE(looks_like_token(text)) << text;
}

TEST(Token, AnOrdersLinkIsDerivedAndANewGenerationKillsTheOldOne) {
  World w;
  const Key& key = w.keys.current(KeyPurpose::links);
  const std::string token = derive_order_token(key, "ab12_01", 1);
  EXPECT_TRUE(looks_like_token(token));
  EXPECT_EQ(token, derive_order_token(key, "ab12_01", 1));
  EXPECT_NE(token, derive_order_token(key, "ab12_01", 2));
  EXPECT_NE(token, derive_order_token(key, "ab12_02", 1));
  ASSERT_TRUE(w.keys.rotate(KeyPurpose::links, w.rng, kNow));
  EXPECT_NE(token, derive_order_token(w.keys.current(KeyPurpose::links), "ab12_01", 1));
}

TEST(Cookie, GivesBackWhatWasSigned) {
  World w;
  for (const std::string& payload : {std::string(), std::string("a.b|c"), std::string(2000, '\0')})
    EXPECT_EQ(verify_cookie(w.keys, "cart", sign_cookie(w.keys, "cart", payload)), payload);
}

TEST(Cookie, NothingElseIsBelieved) {
  World w;
  const std::string value = sign_cookie(w.keys, "cart", "three books");
  EXPECT_FALSE(verify_cookie(w.keys, "desk", value));
  EXPECT_FALSE(verify_cookie(w.keys, "cart", ""));
  EXPECT_FALSE(verify_cookie(w.keys, "cart", ".."));
  EXPECT_FALSE(verify_cookie(w.keys, "cart", value + "."));
  EXPECT_FALSE(verify_cookie(w.keys, "cart", value + "=="));
  EXPECT_FALSE(verify_cookie(w.keys, "cart", value + std::string(5000, 'A')));
  for (std::size_t i = 0; i < value.size(); ++i) {
    std::string other = value;
    other[i] = other[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(verify_cookie(w.keys, "cart", other)) << i;
  }
}

TEST(Cookie, TheNameAndThePayloadCannotBeShifted) {
  World w;
  const std::string value = sign_cookie(w.keys, "a", "b|c");
  EXPECT_FALSE(verify_cookie(w.keys, "a|b", value));
}

TEST(Cookie, LivesOnAfterARotationAndDiesWithItsKey) {
  World w;
  const std::string value = sign_cookie(w.keys, "cart", "kept");
  ASSERT_TRUE(w.keys.rotate(KeyPurpose::cookies, w.rng, kNow));
  EXPECT_EQ(verify_cookie(w.keys, "cart", value), "kept");
  testing::SeededRng other{6};
  EXPECT_FALSE(verify_cookie(KeyRing::generate(other, kNow), "cart", value));
}

}  // namespace
}  // namespace aan::crypto
