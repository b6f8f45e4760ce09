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
    EXPECT_LT(part.markup.size(), 23'000U);
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
