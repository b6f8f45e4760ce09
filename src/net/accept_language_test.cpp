#include "net/accept_language.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace aan::net {
namespace {

const std::vector<std::string> kOffered = {"ar", "de", "en", "es", "fr", "pt-br"};

std::string asked(std::string_view header) {
  return std::string(find_language(header, kOffered).value_or("none"));
}

TEST(AcceptLanguage, TakesWhatIsWantedMost) {
  EXPECT_EQ(asked("de"), "de");
  EXPECT_EQ(asked("en;q=0.5, fr"), "fr");
  EXPECT_EQ(asked("nl, de;q=0.8, fr;q=0.9"), "fr");
  EXPECT_EQ(asked("es;q=0.7,de;q=0.7"), "es") << "of equals the first";
  EXPECT_EQ(asked("DE;Q=0.125 , en ; q=0.1"), "de");
}

TEST(AcceptLanguage, FindsTheLanguageOfARegionByLookup) {
  EXPECT_EQ(asked("de-AT"), "de");
  EXPECT_EQ(asked("pt-BR-x-club"), "pt-br");
  EXPECT_EQ(asked("ar-Arab-EG-u-nu-arab"), "ar");
  EXPECT_EQ(asked("pt"), "none") << "a wider range is not looked up in narrower tags";
  EXPECT_EQ(asked("den"), "none");
}

TEST(AcceptLanguage, LeavesTheChoiceToTheShop) {
  for (const char* header : {"", "*", "nl", "*;q=0.5", "nl, *;q=0.1", "de;q=0", "de;q=0.000"})
    EXPECT_EQ(asked(header), "none") << header;
  EXPECT_EQ(asked("de-CH, de;q=0"), "none") << "refused by name";
}

TEST(AcceptLanguage, PassesOverWhatIsMalformed) {
  EXPECT_EQ(asked("de;q=2, fr;q=x, es;q=0.1234, en;level=1, ar;q=0.3"), "ar");
  EXPECT_EQ(asked(",,;q=1, ;,fr,"), "fr");
  EXPECT_EQ(asked("d\xC3\xA9, <script>, de"), "de");
  EXPECT_EQ(asked("-, --, de-"), "de");
  EXPECT_EQ(asked(std::string(5000, 'a') + ",fr"), "fr");
}

TEST(AcceptLanguage, LooksAtSoManyAndNoMore) {
  std::string header;
  for (std::size_t i = 0; i < kLanguageRangesMax; ++i) header += "nl,";
  EXPECT_EQ(asked(header + "de"), "none");
  EXPECT_EQ(asked(header.substr(3) + "de"), "de");
}

}  // namespace
}  // namespace aan::net
