#include "crypto/cid.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/codec.hpp"
#include "crypto/hash.hpp"

namespace aan::crypto {
namespace {

constexpr std::string_view kHello = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";

TEST(Cid, NamesTheContentByItsSha256) {
  const Cid cid = Cid::make(kCodecRaw, sha256("hello world"));
  EXPECT_EQ(cid.text(), kHello);
  EXPECT_EQ(cid.codec(), kCodecRaw);
  EXPECT_EQ(cid.digest(), sha256("hello world"));
  EXPECT_TRUE(Cid::make(kCodecDagPb, sha256("")).text().starts_with("bafybei"));
}

TEST(Cid, ReadsBackWhatItWrote) {
  const auto cid = Cid::parse(kHello);
  ASSERT_TRUE(cid);
  EXPECT_EQ(cid->text(), kHello);
  EXPECT_EQ(*cid, Cid::make(kCodecRaw, sha256("hello world")));
}

TEST(Cid, RefusesEveryOtherText) {
  const std::string good{kHello};
  std::string upper = good;
  for (char& c : upper) c = static_cast<char>(std::toupper(c));
  const std::string nul = good.substr(0, 58) + '\0';
  for (const std::string& text : {
           std::string(), std::string("b"), good + "a", good.substr(0, 58), upper, nul,
           "z" + good.substr(1), "B" + good.substr(1), good.substr(0, 57) + "==",
           good.substr(0, 58) + "f",  // the same bytes with other trailing bits
           std::string("QmY7Yh4UquoXHLPFo2XbhXkhBvFoPwmQUSa92pxnxjQuPU"),  // version 0
           "../" + good, good.substr(0, 40) + "/" + good.substr(41),
           "b" + base32lower(std::string("\x01\x51\x12\x20", 4) + sha256("")),  // another codec
           "b" + base32lower(std::string("\x01\x55\x13\x20", 4) + sha256("")),  // another hash
           "b" + base32lower(std::string("\x01\x55\x12\x1f", 4) + sha256("")),  // another length
           "b" + base32lower(std::string("\x02\x55\x12\x20", 4) + sha256("")),  // another version
       })
    EXPECT_FALSE(Cid::parse(text)) << text;
}

TEST(Cid, TheEmptyOneNamesNothing) {
  EXPECT_TRUE(Cid().empty());
  EXPECT_EQ(Cid().text(), "");
  EXPECT_EQ(Cid().digest(), "");
}

RC_GTEST_PROP(Cid, HasOneTextForEachValue, (const std::string& content, bool raw)) {
  const Cid cid = Cid::make(raw ? kCodecRaw : kCodecDagPb, sha256(content));
  RC_ASSERT(Cid::parse(cid.text()).value() == cid);
  std::string other = cid.text();
  const auto at = *rc::gen::inRange<std::size_t>(0, other.size());
  other[at] = *rc::gen::arbitrary<char>();
  const auto parsed = Cid::parse(other);
  if (parsed) RC_ASSERT(parsed->text() == other);
}

}  // namespace
}  // namespace aan::crypto
