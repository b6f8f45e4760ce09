#include "crypto/password.hpp"

#include <gtest/gtest.h>

namespace aan::crypto {
namespace {

TEST(Password, IsKnownAgainAndNoOtherIs) {
  const std::string hash = hash_password("correct horse battery");
  EXPECT_TRUE(verify_password(hash, "correct horse battery"));
  EXPECT_FALSE(verify_password(hash, "correct horse batterx"));
  EXPECT_FALSE(verify_password(hash, ""));
}

TEST(Password, CostsNineteenMebibytesAndTwoPasses) {
  const std::string hash = hash_password("a");
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
  EXPECT_NE(hash, hash_password("a")) << "each has its own salt";
  EXPECT_FALSE(is_outdated_hash(hash));
}

TEST(Password, NonsenseIsNoHash) {
  for (const char* hash : {"", "x", "$argon2id$v=19$m=19456,t=2,p=1$", "$2b$12$abc"})
    EXPECT_FALSE(verify_password(hash, "a")) << hash;
  EXPECT_FALSE(verify_password(std::string(500, 'a'), "a"));
  EXPECT_TRUE(is_outdated_hash(std::string(500, 'a')));
}

TEST(Password, NobodyIsNeverRight) { EXPECT_FALSE(verify_nobody("nobody has this password")); }

}  // namespace
}  // namespace aan::crypto
