#include "web/view/books/shown_names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/view/books/book_page.hpp"
#include "web/view/books/browse_pages.hpp"
#include "web/view/books/feed.hpp"

namespace aan::web {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string kAmpersands(480, '&');

std::vector<std::string> people(std::size_t count, const std::string& ending = {}) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back("N" + std::to_string(i + 1) + ending);
  return names;
}

std::size_t count_of(std::string_view text, std::string_view word) {
  std::size_t count = 0;
  for (auto at = text.find(word); at != text.npos; at = text.find(word, at + word.size())) ++count;
  return count;
}

TEST(ShownNames, ALongOneIsCutAtAWordAndAShortOneStays) {
  EXPECT_EQ(shortened("Ines Calder"), "Ines Calder");
  EXPECT_EQ(shortened("one two three", 9), "one two…");
  EXPECT_EQ(shortened("one two three", 13), "one two three");
  EXPECT_EQ(shortened("a wordwithoutend", 9), "a wordwi…") << "no word is whole";
  std::string book;
  for (int i = 0; i < 120; ++i) book += "書";
  EXPECT_EQ(shortened(book), book) << "characters, not bytes";
  EXPECT_EQ(shortened(book + "書"), std::string(book.substr(0, 119 * 3)) + "…");
  EXPECT_EQ(shortened(""), "");
}

TEST(ShownNames, EntitiesMakeNoPageHeavy) {
  const std::string cut = shortened(kAmpersands);
  EXPECT_LE(cut.size(), 3U * 120 / 5 + 3);
  EXPECT_TRUE(cut.ends_with("…"));
}

TEST(ShownNames, OfManyTheFirstAndHowManyBesideThem) {
  const Locale& en = find_locale("en");
  EXPECT_EQ(shown_names(en, {}), "");
  EXPECT_EQ(shown_names(en, people(3)), "N1, N2 and N3");
  EXPECT_EQ(shown_names(en, people(4)), "N1, N2, N3 and 1 other");
  EXPECT_EQ(shown_names(en, people(40)), "N1, N2, N3 and 37 others");
  EXPECT_EQ(shown_names(find_locale("de"), people(40)), "N1, N2, N3 und 37 weitere");
  EXPECT_THAT(shown_names(en, people(3, " " + std::string(100, 'x'))), Not(HasSubstr("other")));
  EXPECT_THAT(shown_names(en, people(3, kAmpersands)), HasSubstr("and 2 others"));
}

BookCard heavy_card() {
  BookCard card;
  card.slug = "heavy";
  card.title = kAmpersands;
  card.authors = people(40, kAmpersands);
  card.formats = {"epub"};
  return card;
}

TEST(ShownNames, AListOfHeavyBooksIsNoHeavyPage) {
  BooksPage list;
  list.books.assign(24, heavy_card());
  list.total = 24;
  const std::string html = render(list, Frame{});
  EXPECT_LT(html.size(), 100'000U);
  EXPECT_EQ(count_of(html, " and 39 others"), 48U) << "of each card and each drawn cover";
}

TEST(ShownNames, ABookNamesTwelveOfAPartAndItsTitleWhole) {
  BookPage page;
  page.card = heavy_card();
  page.card.title = std::string(400, 'x') + " end";
  for (const std::string& name : people(40, ".")) {
    page.contributors.push_back({name, name, catalog::ContributorRole::author});
    page.contributors.push_back({name + "E", name + "E", catalog::ContributorRole::editor});
  }
  page.description = std::string(19'991, '&');
  const std::string html = render(page, Frame{});
  EXPECT_LT(html.size(), 100'000U);
  EXPECT_THAT(html, HasSubstr(page.card.title + "</h1>"));
  EXPECT_EQ(count_of(html, ">N12.</a> and 28 others"), 2U) << "below the title and in the facts";
  EXPECT_EQ(count_of(html, ">N12.E</a> and 28 others"), 1U);
  EXPECT_THAT(html, Not(HasSubstr("N13.")));
  EXPECT_EQ(count_of(html, "\"@type\":\"Person\""), 24U);
}

TEST(ShownNames, AFeedOfHeavyBooksIsNoHeavyFeed) {
  Feed feed;
  FeedEntry entry;
  entry.title = kAmpersands;
  entry.authors = people(40, kAmpersands);
  entry.subjects.assign(8, kAmpersands);
  entry.summary = std::string(20'000, '&');
  feed.entries.assign(50, entry);
  const std::string atom = render(feed);
  EXPECT_LT(atom.size(), 1'000'000U);
  EXPECT_EQ(count_of(atom, "<author>"), 1U + 50 * 12);
}

}  // namespace
}  // namespace aan::web
