#include "opds/names.hpp"

#include <gtest/gtest.h>

#include "opds/atom.hpp"
#include "opds/catalog_feeds.hpp"
#include "opds/feed_codec.hpp"

namespace aan::opds {
namespace {

TEST(Names, AreUuidsThatStayTheSame) {
  const std::string name = uuid_urn("aan:work:x");
  EXPECT_EQ(name, uuid_urn("aan:work:x"));
  EXPECT_NE(name, uuid_urn("aan:work:y"));
  ASSERT_EQ(name.size(), std::string("urn:uuid:").size() + 36);
  EXPECT_EQ(name[9 + 14], '8') << "RFC 9562: made by a rule of one's own";
  EXPECT_TRUE(std::string("89ab").contains(name[9 + 19])) << name;
}

TEST(Names, OfDaysAreThoseOfTheFirst) {
  EXPECT_EQ(first_day_of("1884"), "1884-01-01");
  EXPECT_EQ(first_day_of("1884-03"), "1884-03-01");
  EXPECT_EQ(first_day_of("1884-03-09"), "1884-03-09");
  for (const char* none : {"", "188", "1884-", "1884-3", "about 1884", "1884-03-0x", "18840309xx"})
    EXPECT_FALSE(first_day_of(none)) << none;
}

TEST(Names, ExcerptsAreCutBetweenWordsAndNeverInACharacter) {
  EXPECT_EQ(excerpt("one two three", 100), "one two three");
  EXPECT_EQ(excerpt("one two three", 9), "one two\xE2\x80\xA6");
  EXPECT_EQ(excerpt("\xC3\xA9\xC3\xA9\xC3\xA9", 3), "\xC3\xA9\xE2\x80\xA6");
}

catalog::BookDetail odd_book() {
  catalog::BookDetail book;
  book.work.id = {"test_1"};
  book.work.slug = "a-book";
  book.work.title = "Ends ]]></title><b>\"&' begins";
  book.work.description = "First <b>.\n\nSecond & last.";
  book.work.contributors.push_back({"A & B", "B, A", "a-b", catalog::ContributorRole::author});
  book.edition.language = "en\"><x";
  book.edition.published = "1884";
  book.offer.price = Money{1999, *find_asset("USD")};
  book.offer.others.push_back({});
  book.offer.others.back().price = Money{1500, *find_asset("JPY")};
  return book;
}

const Place kPlace{"http://shop", "Night & Day", "key", "en"};

TEST(Entries, EscapeWhatBooksSayAndHavePricesInEveryCurrency) {
  const std::string text = write_atom_entry({odd_book(), Way::buy, {}, true}, kPlace);
  EXPECT_TRUE(text.contains("<title>Ends ]]&gt;&lt;/title&gt;&lt;b&gt;&quot;&amp;")) << text;
  EXPECT_TRUE(text.contains("currencycode=\"USD\">19.99</opds:price>")) << text;
  EXPECT_TRUE(text.contains("currencycode=\"JPY\">1500</opds:price>")) << text;
  EXPECT_TRUE(text.contains("&lt;p&gt;First &amp;lt;b&amp;gt;.&lt;/p&gt;")) << text;
  EXPECT_FALSE(text.contains("dc:language")) << "what is no language is not written";
  EXPECT_TRUE(text.ends_with("</entry>\n"));
}

TEST(Entries, OfWhatIsOwnedHaveFilesAndNoPrice) {
  const Publication owned{odd_book(), Way::own, {{"/f.epub", "application/epub+zip", 0}}, false};
  for (const std::string& text :
       {write_atom_entry(owned, kPlace), write_publication(owned, kPlace)}) {
    EXPECT_TRUE(text.contains("http://shop/f.epub")) << text;
    EXPECT_FALSE(text.contains("acquisition/buy")) << text;
    EXPECT_FALSE(text.contains("length=")) << "not known before it is asked for";
  }
}

TEST(Feeds, AreNotHeavyWhateverBooksSay) {
  catalog::BookDetail book = odd_book();
  const std::string heavy(480, '&');
  book.work.title = heavy;
  book.work.description = std::string(20'000, '&');
  for (int i = 0; i < 39; ++i)
    book.work.contributors.push_back(
        {heavy + std::to_string(i), heavy, "a-b", catalog::ContributorRole::author});
  for (int i = 0; i < 8; ++i) book.work.subjects.push_back({"s", heavy});
  Feed feed;
  feed.kind = FeedKind::acquisition;
  feed.books.assign(static_cast<std::size_t>(kBooksAPage), {book, Way::buy, {}, false});
  EXPECT_LT(write_atom(feed, kPlace).size(), 1'000'000U);
  EXPECT_LT(write_feed(feed, kPlace).size(), 1'000'000U);
  feed.books.front().is_whole = true;
  EXPECT_TRUE(write_atom_entry(feed.books.front(), kPlace).contains(";38</name>"));
  EXPECT_TRUE(write_publication(feed.books.front(), kPlace).contains("&38\""));
}

TEST(Feeds, WithoutABookLeadToTheStart) {
  Feed feed;
  feed.title = "Nothing";
  feed.path = "/new";
  const std::string text = write_feed(feed, kPlace);
  EXPECT_FALSE(text.contains("publications")) << text;
  EXPECT_TRUE(text.contains(R"("navigation":[{"rel":"start")")) << text;
}

}  // namespace
}  // namespace aan::opds
