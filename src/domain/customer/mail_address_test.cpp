#include "domain/customer/mail_address.hpp"

#include <gtest/gtest.h>

namespace aan::customer {
namespace {

TEST(MailAddress, TakesWhatPeopleHave) {
  for (const char* text :
       {"ada@example.org", "a.b-c+books@sub.example.co.uk", "x@xn--bcher-kva.example",
        "o'hara_1@example.museum", "UPPER@Example.ORG", "1@a.bc", "a!#$%&'*/=?^`{|}~b@example.org"})
    EXPECT_TRUE(MailAddress::parse(text)) << text;
  EXPECT_TRUE(MailAddress::parse(std::string(64, 'a') + "@example.org"));
}

TEST(MailAddress, TakesNothingThatCouldBreakALineOrMeanAMachine) {
  const std::string bad[] = {"",
                             " ",
                             "@",
                             "a@",
                             "@example.org",
                             "a",
                             "a@b",
                             "a@b..c",
                             "a..b@example.org",
                             ".a@example.org",
                             "a.@example.org",
                             "-oQ@example.org",
                             "a@-b.org",
                             "a@b-.org",
                             "a@1.2.3.4",
                             "a@[1.2.3.4]",
                             "a b@example.org",
                             "a@exam ple.org",
                             "\"a b\"@example.org",
                             "a@b.org, c@d.org",
                             "a@example.org\r\nBcc: x@y.org",
                             "a\n@example.org",
                             "a@example.org\n.x",
                             std::string("a\0b@example.org", 15),
                             "a<b@example.org",
                             ("b\xC3\xBC"
                              "cher@example.org"),
                             ("a@b\xC3\xBC"
                              "cher.example"),
                             "a@b@example.org",
                             "a@example.org.",
                             std::string(65, 'a') + "@example.org",
                             "a@" + std::string(64, 'b') + ".org",
                             "a@" + std::string(250, 'b') + ".org"};
  for (const std::string& text : bad) {
    const auto parsed = MailAddress::parse(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().reason, "mail_address");
    EXPECT_FALSE(parsed.error().to_string().contains("example")) << "what was typed is not told";
  }
}

TEST(MailAddress, TwoSpellingsAreOneAddress) {
  const auto one = MailAddress::parse("  Ada.Lovelace@Example.ORG ");
  ASSERT_TRUE(one);
  EXPECT_EQ(one->text(), "Ada.Lovelace@example.org");
  EXPECT_EQ(one->key(), "ada.lovelace@example.org");
  EXPECT_EQ(one->host(), "example.org");
}

}  // namespace
}  // namespace aan::customer
