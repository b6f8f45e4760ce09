#include "crypto/public_key_pem.hpp"

#include <gtest/gtest.h>

#include "base/codec.hpp"

namespace aan::crypto {
namespace {

// The example of RFC 8410, section 10.1.
TEST(PublicKeyPem, IsWhatTheStandardHas) {
  const std::string key =
      *parse_hex("19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1");
  EXPECT_EQ(public_key_pem(key),
            "-----BEGIN PUBLIC KEY-----\n"
            "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
            "-----END PUBLIC KEY-----\n");
}

}  // namespace
}  // namespace aan::crypto
