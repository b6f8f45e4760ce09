#include "domain/catalog/text_parts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/catalog/sample_rules.hpp"

namespace aan::catalog {
namespace {

std::string paragraph(char letter, std::size_t bytes) {
  return "<p>" + std::string(bytes, letter) + "</p>";
}

std::string text_of(const std::vector<TextPart>& parts) {
  std::string all;
  for (const TextPart& part : parts) {
    bool is_tag = false;
    for (const char c : part.markup) {
      if (c == '<') is_tag = true;
      if (!is_tag) all += c;
      if (c == '>') is_tag = false;
    }
  }
  return all;
}

TEST(TextParts, ShortChaptersShareAPageAndLongOnesAreDividedBetweenBlocks) {
  std::string markup =
      "<div lang=\"en\"><section><h2>To <em>you</em></h2></section><section lang=\"fr\">";
  markup += "<h2>One &amp; all</h2>";
  for (char letter = 'a'; letter < 'k'; ++letter) markup += paragraph(letter, 5000);
  markup += "</section><section><h3>II</h3><p>The second</p><hr/>" + paragraph('z', 100) +
            "</section></div>";
  const auto parts = text_parts(markup);
  ASSERT_EQ(parts.size(), 4U);
  EXPECT_EQ(parts[0].title, "To you");
  EXPECT_EQ(parts[3].title, "II The second");
  for (const TextPart& part : parts) {
    EXPECT_TRUE(is_safe_sample(part.markup)) << part.markup.substr(0, 80);
    EXPECT_LT(part.markup.size(), 18'200U);
    EXPECT_THAT(part.markup, testing::StartsWith("<div lang=\"en\"><section"));
  }
  EXPECT_THAT(parts[1].markup, testing::StartsWith("<div lang=\"en\"><section lang=\"fr\">"));
  EXPECT_EQ(text_of(parts), text_of({{"", markup}}));
}

TEST(TextParts, ANumeralAndTheTitleBelowItAreOneHeading) {
  EXPECT_EQ(text_parts("<div><section><h2>I</h2><p>Loomings</p><p>Call me Ishmael.</p></section>"
                       "</div>")[0]
                .markup,
            "<div><section><h2>I<br/>Loomings</h2><p>Call me Ishmael.</p></section></div>");
  for (const char* markup : {"<div><section><h2>I</h2><p>It was late.</p></section></div>",
                             "<div><section><h2>Preface</h2><p>To you</p></section></div>"})
    EXPECT_EQ(text_parts(markup)[0].markup, markup);
}

// Decoding entities in place moved the rest of the text for each of them.
TEST(TextParts, AChapterThatIsOneBlockOfEntitiesIsPagesWithTitles) {
  constexpr std::size_t kSigns = 300'000;
  std::string signs;
  for (std::size_t i = 0; i < kSigns; ++i) signs += "&amp;";
  for (const std::string name : {"h2", "p"}) {
    const std::string markup = "<div><section id=\"s1\"><" + name + " id=\"t1\" lang=\"fr\">" +
                               signs + "</" + name + "></section></div>";
    const auto parts = text_parts(markup);
    EXPECT_GT(parts.size(), 5 * kSigns / 50'000);
    std::size_t all = 0;
    std::size_t places = 0;
    for (const TextPart& part : parts) {
      all += part.markup.size();
      places += part.markup.contains("id=\"t1\"") ? 1 : 0;
      EXPECT_EQ(part.title, name == "p" ? "" : std::string(70, '&'));
      ASSERT_LT(part.markup.size(), 19'000U);
      ASSERT_TRUE(is_safe_book_text(part.markup));
      ASSERT_TRUE(part.markup.contains("<" + name + (places == 1 ? "" : " lang=\"fr\">")));
    }
    EXPECT_LT(all, markup.size() + parts.size() * 100);
    EXPECT_EQ(places, 1U);
    EXPECT_TRUE(text_of(parts) == signs);
  }
}

TEST(TextParts, ALongBlockIsCutBehindWordsWithItsElementsClosedAndOpenedAgain) {
  std::string rows;
  for (int i = 0; i < 9000; ++i) rows += "<li><em>word</em> \xc3\xa9\xc3\xa9 other</li>";
  rows += "<li><b>" + std::string(100'000, 'a') + "</b></li><li>";
  for (int i = 0; i < 50'000; ++i) rows += "\xc3\xa9";
  for (int i = 0; i < 30'000; ++i) rows += "<b></b>";
  const std::string markup = "<div><section><ul dir=\"rtl\">" + rows + "</li></ul></section></div>";
  const auto parts = text_parts(markup);
  EXPECT_GT(parts.size(), 15U);
  for (const TextPart& part : parts) {
    ASSERT_TRUE(is_safe_sample(part.markup));
    ASSERT_LT(part.markup.size(), 19'000U);
    EXPECT_THAT(part.markup, testing::StartsWith("<div><section><ul dir=\"rtl\"><li>"));
    EXPECT_THAT(part.markup, testing::Not(testing::EndsWith("<li></li></ul></section></div>")));
  }
  EXPECT_TRUE(text_of(parts) == text_of({{"", markup}}));
}

TEST(TextParts, AShortSampleOrOneOfAnotherShapeIsOnePage) {
  for (const char* markup :
       {"<div><section><p>a</p></section></div>", "<p>a</p>", "<h2>a</h2><p>b</p>",
        "<div><p>a</p></div>", "<div>a<section><p>b</p></section></div>"}) {
    const auto parts = text_parts(markup);
    ASSERT_EQ(parts.size(), 1U) << markup;
    EXPECT_EQ(parts[0].markup, markup);
  }
}

}  // namespace
}  // namespace aan::catalog
