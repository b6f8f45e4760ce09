#include "domain/catalog/reading_copy.hpp"

#include <gtest/gtest.h>

#include "domain/catalog/comic_text.hpp"
#include "domain/catalog/sample_rules.hpp"

namespace aan::catalog {
namespace {

std::string paragraphs(int count, std::string_view first = "") {
  std::string text(first);
  for (int i = 0; i < count; ++i) text += "<p>" + std::string(1000, 'a') + "</p>";
  return text;
}

// Three documents: a short one, a long one that goes over pages, a short one at the end.
BookText book() {
  BookText text;
  text.html = "<div lang=\"en\"><section id=\"s1\"><h2>To you</h2></section><section id=\"s2\">" +
              paragraphs(48, "<h2 id=\"t1\">One</h2>") + "<p id=\"t2\">End</p></section>" +
              "<section id=\"s4\">" + paragraphs(10, "<h2>Two</h2>") + "</section></div>";
  text.pictures = {"first", "", "third"};
  text.contents = {{"One", 0, "t1"}, {"Two & more", 1, "s4"}};
  return text;
}

struct Read {
  ReadingIndex index;
  std::string bytes;
  [[nodiscard]] std::string at(const ReadingSlice& slice) const {
    return bytes.substr(slice.offset, slice.length);
  }
};

Read read(const BookText& text) {
  Read it{{}, encode_reading_copy(text)};
  const auto bytes = parse_reading_head(it.bytes.substr(0, kReadingHeadBytes));
  EXPECT_TRUE(bytes);
  it.index = parse_reading_index(it.bytes.substr(kReadingHeadBytes, *bytes)).value();
  return it;
}

TEST(ReadingCopy, HasEveryPagePictureAndPlaceWhereItsIndexSays) {
  const Read it = read(book());
  ASSERT_EQ(it.index.pages.size(), 4U);
  EXPECT_EQ(it.bytes.size(), it.index.bytes);
  EXPECT_EQ(it.index.pages[0].title, "To you");
  EXPECT_EQ(it.index.pages[3].title, "Two");
  for (const ReadingPage& page : it.index.pages) {
    EXPECT_TRUE(it.at(page.text).starts_with("<div lang=\"en\"><section"));
    EXPECT_TRUE(it.at(page.text).ends_with("</section></div>"));
  }
  EXPECT_EQ(it.index.pages[0].document, 1U);
  EXPECT_EQ(it.index.pages[2].document, 2U) << "it goes on";
  EXPECT_EQ(it.index.pages[3].document, 4U);
  EXPECT_EQ(it.at(it.index.pictures.at(0)), "first");
  EXPECT_EQ(it.index.pictures.at(1).length, 0U);
  EXPECT_EQ(it.at(it.index.pictures.at(2)), "third");
  EXPECT_EQ(it.index.places.at("t1"), 0U) << "beside the short one";
  EXPECT_EQ(it.index.places.at("s2"), 0U) << "where it begins";
  EXPECT_EQ(it.index.places.at("t2"), 2U);
  ASSERT_EQ(it.index.contents.size(), 2U);
  EXPECT_EQ(it.index.contents[1].title, "Two & more");
  EXPECT_EQ(it.index.contents[1].depth, 1);
  EXPECT_EQ(it.index.contents[1].place, "s4");
  EXPECT_EQ(encode_reading_copy(book()), it.bytes) << "the same for the same text";
}

TEST(ReadingCopy, AShareIsTheSamePageAgain) {
  const ReadingIndex index = read(book()).index;
  EXPECT_EQ(share_before(index, 0), 0);
  EXPECT_EQ(share_before(index, index.pages.size()), kWholeBook);
  for (std::size_t page = 0; page < index.pages.size(); ++page)
    EXPECT_EQ(page_at(index, share_at(index, page)), page);
  EXPECT_EQ(page_at(index, kWholeBook), 3U);
  EXPECT_EQ(page_at(index, share_before(index, 2) - 1), 1U);
}

// Places that were kept when pages were longer, or shorter.
TEST(ReadingCopy, AShareLeadsToTheSameTextWhereverPagesAreDivided) {
  ReadingIndex fine;
  ReadingIndex coarse;
  for (std::uint64_t page = 0; page < 12; ++page) {
    const std::uint64_t characters = 7'001 + 313 * page;
    fine.pages.push_back({.title = "", .text = {}, .characters = characters});
    if (page % 3 == 0) coarse.pages.emplace_back();
    coarse.pages.back().characters += characters;
    fine.characters = coarse.characters += characters;
  }
  for (std::size_t page = 0; page < coarse.pages.size(); ++page)
    EXPECT_EQ(page_at(fine, share_before(coarse, page)), 3 * page);
  for (std::size_t page = 0; page < fine.pages.size(); ++page)
    EXPECT_EQ(page_at(coarse, share_before(fine, page)), page / 3);
}

TEST(ReadingCopy, WhoHasTheLastPageOpenHasReadTheWhole) {
  const ReadingIndex index = read(book()).index;
  EXPECT_EQ(share_at(index, 0), 0);
  EXPECT_EQ(share_at(index, 2), share_before(index, 2));
  EXPECT_EQ(share_at(index, 3), kWholeBook);
  ReadingIndex one;
  one.pages.resize(1);
  EXPECT_EQ(percent_read(share_at(one, 0)), 100) << "also without a letter";
  EXPECT_EQ(percent_read(kWholeBook - 1), 99);
}

TEST(ReadingCopy, ADocumentNarrowsThePage) {
  const ReadingIndex index = read(book()).index;
  EXPECT_EQ(page_at(index, kWholeBook, 1), 0U);
  EXPECT_EQ(page_at(index, 0, 2), 0U);
  EXPECT_EQ(page_at(index, kWholeBook, 2), 2U);
  EXPECT_EQ(page_at(index, share_before(index, 1) + 1, 2), 1U);
  EXPECT_EQ(page_at(index, 0, 4), 3U);
  EXPECT_EQ(page_at(index, 0, 99), 3U);
}

TEST(ReadingCopy, OfAComicHasAPictureOnEachPage) {
  BookText comic;
  comic.html = begin_comic_text(/*is_from_right=*/true) + comic_section(1) + comic_section(2) +
               std::string(kComicTextEnd);
  EXPECT_TRUE(is_safe_book_text(comic.html));
  comic.pictures = {"first", "second"};
  const Read it = read(comic);
  ASSERT_EQ(it.index.pages.size(), 2U);
  const auto picture = comic_picture("cbz", it.at(it.index.pages[1].text));
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->number, 2U);
  EXPECT_TRUE(picture->is_from_right);
  const std::string one = begin_comic_text(/*is_from_right=*/false) + comic_section(1) + "</div>";
  EXPECT_FALSE(comic_picture("cbz", one)->is_from_right);
  EXPECT_FALSE(comic_picture("epub", one)) << "the same in another book is text";
  EXPECT_FALSE(comic_picture("cbz", comic.html)) << "of several";
  EXPECT_FALSE(comic_picture("cbz", "<div><p>a</p><p><img src=\"p1\" alt=\"\"/></p></div>"));
  EXPECT_FALSE(comic_picture("cbz", "<div></div>"));
}

TEST(ReadingCopy, WhatIsNoCopyIsSaid) {
  EXPECT_FALSE(parse_reading_head("AANREAD0000000ff"));
  EXPECT_FALSE(parse_reading_head("AANREAD1000000zz"));
  EXPECT_FALSE(parse_reading_head("short"));
  EXPECT_FALSE(parse_reading_index("nothing"));
  const std::string bytes = encode_reading_copy(book());
  EXPECT_FALSE(parse_reading_index(bytes.substr(kReadingHeadBytes, 20)));
}

}  // namespace
}  // namespace aan::catalog
