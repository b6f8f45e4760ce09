#include "crypto/sign.hpp"

#include <gtest/gtest.h>

#include "base/codec.hpp"

namespace aan::crypto {
namespace {

std::string from_hex(std::string_view text) { return parse_hex(text).value(); }

struct Vector {
  std::string_view seed, key, message, signature;
};
// RFC 8032 section 7.1, tests 1 to 3.
constexpr Vector kVectors[] = {
    {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
     "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
     "4"
     "6bd25bf5f0595bbe24655141438e7a100b"},
    {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
     "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11"
     "d"
     "8c387b2eaeb4302aeeb00d291612bb0c00"},
    {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
     "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc"
     "6"
     "594a7c15e9716ed28dc027beceea1ec40a"},
};

TEST(Sign, MatchesRfc8032) {
  for (const Vector& v : kVectors) {
    EXPECT_EQ(hex(public_key_of(from_hex(v.seed))), v.key);
    EXPECT_EQ(hex(sign(from_hex(v.seed), from_hex(v.message))), v.signature);
    EXPECT_TRUE(verify(from_hex(v.key), from_hex(v.message), from_hex(v.signature)));
  }
}

TEST(Sign, AnyChangedBitIsRefused) {
  const std::string seed(32, 's');
  const std::string key = public_key_of(seed);
  const std::string signature = sign(seed, "message");
  for (std::size_t i = 0; i < signature.size() * 8; ++i) {
    std::string other = signature;
    other[i / 8] = static_cast<char>(other[i / 8] ^ (1 << i % 8));
    EXPECT_FALSE(verify(key, "message", other)) << i;
  }
  EXPECT_FALSE(verify(key, "Message", signature));
  EXPECT_FALSE(verify(public_key_of(std::string(32, 't')), "message", signature));
  EXPECT_FALSE(verify(key, "message", signature.substr(1)));
  EXPECT_FALSE(verify(key.substr(1), "message", signature));
  EXPECT_FALSE(verify("", "", ""));
}

// The eight points of small order and texts that are not the canonical one of any point. Under
// such a key one signature fits many messages, or two verifiers disagree.
TEST(Sign, KeysOfSmallOrMixedOrderAreNoIdentity) {
  for (const std::string_view bad : {
           "0000000000000000000000000000000000000000000000000000000000000000",
           "0100000000000000000000000000000000000000000000000000000000000000",
           "0000000000000000000000000000000000000000000000000000000000000080",
           "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
           "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
           "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
           "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
           "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
           "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
           "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
           "0200000000000000000000000000000000000000000000000000000000000000",
       }) {
    EXPECT_FALSE(is_public_key(from_hex(bad))) << bad;
    EXPECT_FALSE(verify(from_hex(bad), "", std::string(64, '\0'))) << bad;
  }
  // A key of mixed order: the public key of RFC test 1 plus the point of order two.
  const std::string good = from_hex(kVectors[0].key);
  EXPECT_TRUE(is_public_key(good));
  EXPECT_FALSE(
      is_public_key(from_hex("16a567fe7d4ef5482ab4012c369bf8c5f11e8d0c2559dcda50fde59708f8aee5")));
  EXPECT_FALSE(is_public_key(good.substr(0, 31)));
}

TEST(Sign, ASignatureHasOneForm) {
  // S plus the order of the group: the same number, another text (RFC 8032 section 5.1.7).
  const std::string order =
      from_hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  std::string signature = from_hex(kVectors[0].signature);
  unsigned carry = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    const unsigned sum = static_cast<unsigned char>(signature[32 + i]) +
                         static_cast<unsigned char>(order[i]) + carry;
    signature[32 + i] = static_cast<char>(sum & 0xff);
    carry = sum >> 8;
  }
  EXPECT_FALSE(verify(from_hex(kVectors[0].key), "", signature));
}

}  // namespace
}  // namespace aan::crypto
