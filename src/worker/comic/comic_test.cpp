#include "worker/comic/comic.hpp"

#include <gtest/gtest.h>

#include "domain/catalog/sample_rules.hpp"
#include "worker/comic/comic_text.hpp"
#include "worker/comic/natural_order.hpp"
#include "worker/epub/zip_for_tests.hpp"

namespace aan::worker::comic {
namespace {

using Names = std::vector<std::string>;

TEST(Comic, PagesAreInTheOrderOfTheirNumbers) {
  EXPECT_EQ(pages_in({"Page 10.jpg", "page 9.JPG", "page 1.png", "cover/0.webp", "a.txt",
                      "__MACOSX/._page 1.png", ".thumbs/x.png"}),
            (Names{"cover/0.webp", "page 1.png", "page 9.JPG", "Page 10.jpg"}));
}

TEST(NaturalOrder, NumbersOfAnyLengthAndEqualOnes) {
  EXPECT_TRUE(comes_before("a2", "a10"));
  EXPECT_TRUE(comes_before("a99999999999999999999998", "a99999999999999999999999"));
  EXPECT_TRUE(comes_before("a1", "a01") != comes_before("a01", "a1")) << "an order of all";
  EXPECT_FALSE(comes_before("a1", "a1"));
  EXPECT_TRUE(comes_before("a", "a1"));
}

TEST(Comic, WithoutAPageThatCanBeShownIsRefused) {
  epub::ZipForTests zip;
  zip.add("1.png", "no picture").add("ComicInfo.xml", "<ComicInfo><Title>T</Title></ComicInfo>");
  const std::string bytes = zip.bytes();
  auto archive = epub::Archive::from_bytes(bytes);
  ASSERT_TRUE(archive);
  const auto facts = read_comic(*archive);
  ASSERT_FALSE(facts);
  EXPECT_TRUE(facts.error().safe.starts_with("The first pages of this comic cannot be shown."));
}

TEST(Comic, IsReadFromTheRightWhereItSaysSoOrItsLanguageDoes) {
  const auto is_it = [](const std::string& facts) {
    epub::ZipForTests zip;
    zip.add("1.png", "i").add("ComicInfo.xml", "<ComicInfo>" + facts + "</ComicInfo>");
    const std::string bytes = zip.bytes();
    auto archive = epub::Archive::from_bytes(bytes);
    if (!archive) return false;
    const auto text = read_comic_text(
        *archive, [](std::string_view source, int /*width*/) { return std::string(source); });
    EXPECT_TRUE(text && catalog::is_safe_book_text(text->html));
    return text && text->html.starts_with("<div dir=\"rtl\">");
  };
  EXPECT_TRUE(is_it("<Manga>YesAndRightToLeft</Manga>"));
  EXPECT_TRUE(is_it("<LanguageISO>ar</LanguageISO>"));
  EXPECT_TRUE(is_it("<Manga>Unknown</Manga><LanguageISO>he-IL</LanguageISO>"));
  EXPECT_FALSE(is_it("<Manga>Yes</Manga><LanguageISO>ja</LanguageISO>"));
  EXPECT_FALSE(is_it("<Manga>No</Manga><LanguageISO>ar</LanguageISO>"));
  EXPECT_FALSE(is_it(""));
}

TEST(ComicText, IsASectionForEachPageWithContentsByFolders) {
  epub::ZipForTests zip;
  zip.add("One & only/10.png", "j").add("One & only/9.png", "i").add("Two/1.png", "t");
  const std::string bytes = zip.bytes();
  auto archive = epub::Archive::from_bytes(bytes);
  ASSERT_TRUE(archive);
  const auto drawn = [](std::string_view source, int /*width*/) { return std::string(source); };
  const auto text = read_comic_text(*archive, drawn);
  ASSERT_TRUE(text);
  EXPECT_EQ(text->pictures, (Names{"i", "j", "t"}));
  EXPECT_TRUE(catalog::is_safe_book_text(text->html)) << text->html;
  ASSERT_EQ(text->contents.size(), 2U);
  EXPECT_EQ(text->contents[0].title + text->contents[1].place, "One & onlys3");
  const std::string copy = catalog::encode_reading_copy(*text);
  const auto head = catalog::parse_reading_head(copy.substr(0, catalog::kReadingHeadBytes));
  ASSERT_TRUE(head);
  const auto index = catalog::parse_reading_index(
      std::string_view(copy).substr(catalog::kReadingHeadBytes, *head));
  ASSERT_TRUE(index);
  ASSERT_EQ(index->pages.size(), 3U) << "each picture has its page";
  for (std::size_t page = 0; page < 3; ++page)
    EXPECT_EQ(catalog::page_at(*index, catalog::share_at(*index, page)), page);
  const auto none = read_comic_text(*archive, [](std::string_view source, int /*width*/) {
    return source == "t" ? std::string() : std::string(source);
  });
  EXPECT_FALSE(none) << "a comic without one of its pages is none";
}

}  // namespace
}  // namespace aan::worker::comic
