#include "base/codec.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace aan {
namespace {

struct Pair {
  std::string_view plain, encoded;
};

TEST(Codec, MatchesTheVectorsOfRfc4648) {
  for (const Pair& p : {Pair{"", ""}, Pair{"f", "Zg"}, Pair{"fo", "Zm8"}, Pair{"foo", "Zm9v"},
                        Pair{"foob", "Zm9vYg"}, Pair{"fooba", "Zm9vYmE"},
                        Pair{"foobar", "Zm9vYmFy"}, Pair{"\xff\xff\xfe", "___-"}}) {
    EXPECT_EQ(base64url(p.plain), p.encoded);
    EXPECT_EQ(parse_base64url(p.encoded).value(), p.plain);
  }
  for (const Pair& p :
       {Pair{"f", "my"}, Pair{"fo", "mzxq"}, Pair{"foo", "mzxw6"}, Pair{"foob", "mzxw6yq"},
        Pair{"fooba", "mzxw6ytb"}, Pair{"foobar", "mzxw6ytboi"}}) {
    EXPECT_EQ(base32lower(p.plain), p.encoded);
    EXPECT_EQ(parse_base32lower(p.encoded).value(), p.plain);
  }
  EXPECT_EQ(hex("\x01\xab\xff"), "01abff");
  EXPECT_EQ(parse_hex("01abff").value(), "\x01\xab\xff");
}

TEST(Codec, RefusesASecondTextForTheSameBytes) {
  for (const char* text : {"Zh", "Zg=", "Zg==", "Z", "Zm9", "Zm9vY", "Zm+v", "Zm/v", "Zm9v\n", " "})
    EXPECT_FALSE(parse_base64url(text)) << text;
  for (const char* text : {"mz", "m", "MZXW6", "mzxw6y", "mzx", "mzxw6===", "m1"})
    EXPECT_FALSE(parse_base32lower(text)) << text;
  for (const char* text : {"0", "0A", "0g", "abc", "0x", " 0", "00 "})
    EXPECT_FALSE(parse_hex(text)) << text;
  EXPECT_FALSE(parse_hex(std::string_view("0\0", 2)));
}

// RFC 4648 section 10.
TEST(Codec, PaddedBase64IsThatOfTheStandard) {
  for (const auto& [plain, encoded] : {std::pair{"", ""},
                                       {"f", "Zg=="},
                                       {"fo", "Zm8="},
                                       {"foo", "Zm9v"},
                                       {"foobar", "Zm9vYmFy"}}) {
    EXPECT_EQ(base64(plain), encoded);
    EXPECT_EQ(parse_base64(encoded).value(), plain);
  }
  EXPECT_EQ(base64("\xfb\xff"), "+/8=");
  for (const char* text : {"Zg", "Zg=", "Zh==", "Z===", "====", "Zm9v\n", "Zm9-", "Zg==Zg=="})
    EXPECT_FALSE(parse_base64(text)) << text;
}

RC_GTEST_PROP(Codec, ReadsBackWhatItWrote, (const std::string& bytes)) {
  RC_ASSERT(parse_hex(hex(bytes)).value() == bytes);
  RC_ASSERT(parse_base64url(base64url(bytes)).value() == bytes);
  RC_ASSERT(parse_base64(base64(bytes)).value() == bytes);
  RC_ASSERT(parse_base32lower(base32lower(bytes)).value() == bytes);
}

RC_GTEST_PROP(Codec, WhatItReadsHasOneText, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(
      std::string("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ \n")));
  if (const auto bytes = parse_base64url(text)) RC_ASSERT(base64url(*bytes) == text);
  if (const auto bytes = parse_base32lower(text)) RC_ASSERT(base32lower(*bytes) == text);
  if (const auto bytes = parse_hex(text)) RC_ASSERT(hex(*bytes) == text);
}

}  // namespace
}  // namespace aan
