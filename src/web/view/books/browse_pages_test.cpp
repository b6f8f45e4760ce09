#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "web/view/books/book_page.hpp"
#include "web/view/books/browse_pages.hpp"
#include "web/view/books/bundle_pages.hpp"
#include "web/view/books/reading_page.hpp"
#include "web/view/books/search_page.hpp"
#include "web/view/gallery/gallery.hpp"

namespace aan::web {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string& page(std::string_view name) {
  static const std::vector<GalleryPage> pages = gallery([](std::string text) { return text; });
  for (const GalleryPage& one : pages)
    if (one.name == name) return one.html;
  ADD_FAILURE() << "no page " << name;
  static const std::string none;
  return none;
}

TEST(BooksPage, AddressesKeepTheFilterAndLeaveDefaultsOut) {
  EXPECT_EQ(books_path({}), "/books");
  EXPECT_EQ(books_path({.subject = "a&b", .only_free = true}, 3),
            "/books?subject=a%26b&free=1&page=3");
  EXPECT_EQ(books_path({.sort = BookSort::title}), "/books?sort=title");
  EXPECT_EQ(search_path("x", {.author = "a", .price = catalog::PriceBand::low}, 3, 77),
            "/search?q=x&author=a&price=low&page=3&upto=77");
  EXPECT_EQ(search_path("x y", {.language = "de"}, 2), "/search?q=x%20y&language=de&page=2");
  EXPECT_THAT(page("books-narrow"), HasSubstr("href=\"/books?language=de&amp;free=1\""));
}

TEST(BooksPage, WhatAloneNarrowsAListIsAPageOfItsOwn) {
  EXPECT_EQ(books_path({.author = "ines-calder"}), "/authors/ines-calder");
  EXPECT_EQ(books_path({.subject = "money", .sort = BookSort::title}, 2),
            "/subjects/money?sort=title&page=2");
  EXPECT_EQ(books_path({.series = "night-shelves"}), "/series/night-shelves");
  EXPECT_EQ(books_path({.series = "Go!"}), "/books?series=Go%21") << "not that of Go";
  EXPECT_EQ(books_path({.publisher = "Benches & Lamps"}), "/publishers/Benches%20%26%20Lamps");
  EXPECT_EQ(books_path({.language = "de"}), "/languages/de");
  EXPECT_EQ(books_path({.format = "epub"}), "/formats/epub");
  EXPECT_EQ(books_path({.only_free = true}), "/free");
  EXPECT_EQ(books_path({.publisher = "A/B"}), "/books?publisher=A%2FB") << "another path";
  BooksPage list;
  list.books.resize(2);
  list.books[0].title = "Margins";
  list.total = 2;
  list.filter.publisher = "Benches & Lamps";
  const std::string html = render(list, Frame{});
  EXPECT_THAT(html, HasSubstr("<h1>Books from Benches &amp; Lamps</h1>"));
  EXPECT_THAT(html, HasSubstr("name=\"publisher\" value=\"Benches &amp; Lamps\""));
  EXPECT_THAT(html, HasSubstr("<meta name=\"description\" content=\"Books from Benches"));
  list.filter = {.format = "mp3"};
  EXPECT_THAT(render(list, Frame{}), HasSubstr("<h1>Books as Audiobook (MP3)</h1>"));
}

TEST(BooksPage, CountsStandBesideAChoiceWhereTheyAreWhatItLeaves) {
  BooksPage list;
  list.subjects = {{"money", "Money", 7}, {"tides", "Tides", 5}};
  list.languages = {{"de", "", 3}, {"en", "", 9}};
  list.total = 12;
  list.books.resize(2);
  const auto shown = [&](const BookFilter& filter) {
    list.filter = filter;
    return render(list, Frame{});
  };
  EXPECT_THAT(shown({}), HasSubstr("Tides (5)"));
  EXPECT_THAT(shown({}), HasSubstr("German (3)"));
  EXPECT_THAT(shown({.subject = "money"}), HasSubstr("Tides (5)")) << "chosen instead";
  EXPECT_THAT(shown({.subject = "money"}), Not(HasSubstr("German (3)"))) << "not all on money";
  EXPECT_THAT(shown({.subject = "money"}), HasSubstr(">German<"));
  EXPECT_THAT(shown({.author = "a"}), Not(HasSubstr("Tides (5)")));
  EXPECT_THAT(shown({.only_free = true}), Not(HasSubstr("Tides (5)")));
}

TEST(BooksPage, SaysWhereItsSubjectStandsAmongTheOthers) {
  const std::string& html = page("books-subject-tree");
  EXPECT_THAT(html,
              HasSubstr("<li><a href=\"/subjects/bookselling\"><bdi>Bookselling</bdi></a></li>"));
  EXPECT_THAT(html, HasSubstr("<h2 id=\"narrower\">"));
  EXPECT_THAT(html, HasSubstr("href=\"/subjects?under=history\"")) << "more than fit";
  EXPECT_THAT(page("books"), HasSubstr("<a href=\"/publishers\">Publishers</a>"));
}

TEST(IndexPage, ShowsTheMostFrequentUntilALetterIsChosen) {
  EXPECT_EQ(index_path(IndexKind::subjects, "a&b", "x y"), "/subjects?letter=a%26b&under=x%20y");
  EXPECT_EQ(subject_path("a/b", true), "/subjects/a%2Fb");
  const std::string& many = page("subjects-many");
  EXPECT_THAT(many, HasSubstr("<a href=\"/subjects\" aria-current=\"true\">Most books</a>"));
  EXPECT_THAT(many, HasSubstr("By Thema category"));
  EXPECT_LT(page("subjects-letter").size(), 100'000U);
  EXPECT_THAT(page("subjects-letter"),
              HasSubstr("<a href=\"/subjects?letter=c\" aria-current=\"true\">C</a>"));
  EXPECT_THAT(page("subjects-level"), HasSubstr(">12<span"));
  EXPECT_THAT(page("authors"), HasSubstr("<a href=\"/authors?letter=~\">Others</a>"));
  EXPECT_THAT(page("languages"), HasSubstr("English</span>"));
  EXPECT_THAT(page("publishers-none"), HasSubstr("No book here names a publisher yet"));
  EXPECT_THAT(page("publishers-letter"), HasSubstr("No book stands under such a name"));
}

TEST(SearchPage, OffersWhatItCanBeNarrowedTo) {
  const std::string& html = page("search-found");
  EXPECT_THAT(html, HasSubstr("author=ines-calder"));
  EXPECT_THAT(html, HasSubstr("$5.00 to $9.99"));
  EXPECT_THAT(html, HasSubstr("Under $5.00"));
  EXPECT_THAT(html, HasSubstr("Best match"));
  EXPECT_THAT(html, HasSubstr("page=3&amp;upto=790000000"));
  EXPECT_THAT(page("search-narrowed"),
              HasSubstr("aria-current=\"true\"><span class=\"facet-label\" "
                        "dir=\"auto\">Ines Calder"));
  EXPECT_THAT(page("search-loose"), HasSubstr("These come nearest"));
}

TEST(BooksPage, WithoutAFreeBookInTheShopSaysSoAndTheMenuDoesNotLeadThere) {
  const std::string& html = page("books-no-free");
  EXPECT_THAT(html, HasSubstr("<h2>No free books at the moment</h2>"));
  EXPECT_THAT(html, Not(HasSubstr("free=1")));
  EXPECT_THAT(page("books-none"), HasSubstr("No book fits all of that"));
  EXPECT_THAT(page("books-none"), HasSubstr("<a href=\"/free\" aria-current"));
}

// Values of the options of the subject's field, in their order.
std::vector<std::string> options(const std::string& html) {
  constexpr std::string_view kMark = "<option value=\"";
  std::vector<std::string> values;
  const auto end = html.find("</select>", html.find("<select id=\"subject\""));
  for (auto at = html.find(kMark); at < end; at = html.find(kMark, at + 1))
    values.push_back(
        html.substr(at + kMark.size(), html.find('"', at + kMark.size()) - at - kMark.size()));
  return values;
}

TEST(BooksPage, OffersSubjectsOfTwoBooksFullestFirstAndTheOneChosen) {
  BooksPage page;
  page.subjects = {{"a", "A", 1}, {"b", "B", 2}, {"c", "C", 5}, {"d", "D", 1}};
  page.books.resize(1);
  EXPECT_EQ(options(render(page, Frame{})), (std::vector<std::string>{"", "c", "b"}));
  page.filter.subject = "d";
  page.subject_name = "Dune buggies -- Care";
  const std::string html = render(page, Frame{});
  EXPECT_EQ(options(html), (std::vector<std::string>{"", "d", "c", "b"}));
  EXPECT_THAT(html, HasSubstr("<option value=\"d\" selected>Dune buggies: Care</option>"));
  EXPECT_THAT(html, HasSubstr("<h1>Dune buggies: Care</h1>"));
}

// Style and script of a page of books are 61 kB, and no page may be heavier than 100.
TEST(BooksPage, OfVeryManySubjectsOffersTheFullestAndAWayToAll) {
  const std::string& many = page("books-many-subjects");
  EXPECT_EQ(options(many).size(), 61U);
  EXPECT_THAT(many, HasSubstr("<a href=\"/subjects\">All subjects</a>"));
  EXPECT_LT(many.size(), 38'000U);
  EXPECT_THAT(page("books"), Not(HasSubstr("All subjects")));
}

TEST(BooksPage, TheNextPageBeginsWhereThisOneEnds) {
  BooksPage list;
  list.books.resize(24);
  list.total = 60;
  list.pages = 3;
  list.page = 2;
  list.next = "m.17.YQ";
  const std::string html = render(list, Frame{});
  EXPECT_THAT(html, HasSubstr("rel=\"next\" href=\"/books?page=3&amp;behind=m.17.YQ\""));
  EXPECT_THAT(html, HasSubstr("rel=\"prev\" href=\"/books\""));
}

TEST(BooksPage, WhereNoSubjectHasTwoBooksOffersAFew) {
  BooksPage page;
  for (char name = 'a'; name <= 'z'; ++name)
    page.subjects.push_back(
        {{name}, std::string(static_cast<std::size_t>('z' - name + 1), name), 1});
  page.books.resize(1);
  const auto offered = options(render(page, Frame{}));
  ASSERT_EQ(offered.size(), 9U);
  EXPECT_EQ(offered[1], "z");
}

TEST(SamplePage, OfAComicOffersNoSizeOfLetters) {
  SamplePage sample;
  sample.card.title = "Panels";
  sample.card.slug = "panels";
  sample.text = Html::trusted("<p>A page.</p>");
  EXPECT_THAT(render(sample, Frame{}), HasSubstr(">Larger letters<"));
  sample.has_letters = false;
  EXPECT_THAT(render(sample, Frame{}), Not(HasSubstr(">Larger letters<")));
  EXPECT_THAT(render(sample, Frame{}), HasSubstr(">Night<"));
}

TEST(SearchPage, ShowsWhatACorrectedSpellingFindsAndSaysSo) {
  const std::string& html = page("search-corrected");
  EXPECT_THAT(html, HasSubstr("“colour and tipe” is found nowhere; this is the nearest spelling."));
  EXPECT_THAT(html, Not(HasSubstr("Showing"))) << "the heading says for what there are books";
  EXPECT_THAT(html, HasSubstr("<h1>Books for “colour and typ”</h1>"));
  EXPECT_THAT(html, HasSubstr("name=\"q\" value=\"colour and typ\""));
  EXPECT_THAT(html, Not(HasSubstr("Did you mean")));
}

TEST(SearchPage, OffersTheSpellingThatFindsMore) {
  EXPECT_THAT(page("search-found"), HasSubstr("Did you mean <a href=\"/search?q=colour%20and%20"));
  EXPECT_THAT(page("search-none"), HasSubstr("Nothing found for"));
  EXPECT_THAT(page("search-resting"), HasSubstr("Search is resting"));
}

TEST(SearchPage, OffersASingleValueWhereItNarrows) {
  SearchPage found;
  found.query = "war";
  found.total = 154;
  found.books.resize(1);
  found.formats = {{"epub", "", 3}};
  EXPECT_THAT(render(found, {}), HasSubstr("format=epub"));
  found.formats = {{"epub", "", 154}};
  EXPECT_THAT(render(found, {}), Not(HasSubstr("format=epub"))) << "all of them have it";
}

TEST(SearchPage, SaysWhichCountsAreEstimates) {
  SearchPage found;
  found.query = "war";
  found.total = 6'342;
  found.books.resize(1);
  found.subjects = {{"novels", "Novels", 1'154, true},
                    {"poems", "Poems", 1'154},
                    {"plays", "Plays", 99, true},
                    {"tales", "Tales", 996, true}};
  const std::string html = render(found, {});
  EXPECT_THAT(html, HasSubstr(">about 1,200<span"));
  EXPECT_THAT(html, HasSubstr(">1,154<span"));
  EXPECT_THAT(html, HasSubstr(">about 99<span"));
  EXPECT_THAT(html, HasSubstr(">about 1,000<span"));
  Frame german;
  german.locale = "de";
  EXPECT_THAT(render(found, german), HasSubstr(">etwa 1.200<span"));
}

TEST(BooksPage, OfATranslatorDoesNotCallThemTheAuthor) {
  BooksPage list;
  list.filter.author = "jo-penn";
  list.author_name = "Jo Penn";
  list.books.resize(2);
  list.books[0].authors = {"Ines Calder"};
  EXPECT_THAT(render(list, {}), HasSubstr("<h1>Books with Jo Penn</h1>"));
  list.books[1].authors = {"Ines Calder", "Jo Penn"};
  EXPECT_THAT(render(list, {}), HasSubstr("<h1>Books by Jo Penn</h1>"));
}

TEST(BooksPage, OfALanguageWithoutANameReadsWell) {
  BooksPage list;
  list.filter.language = "tlh";
  EXPECT_THAT(render(list, {}), HasSubstr("<h1>Books in a language with the code tlh</h1>"));
  list.filter.language = "eo";
  EXPECT_THAT(render(list, {}), HasSubstr("<h1>Books in Esperanto</h1>"));
}

TEST(SearchPage, SaysOnItsLastPageThatMoreIsFoundThanCanBeReached) {
  SearchPage found;
  found.query = "the";
  found.total = 42'016;
  found.page = found.pages = 417;
  found.books.resize(1);
  EXPECT_THAT(render(found, {}), Not(HasSubstr("are listed. Narrow the search")));
  found.cut_at = 10'000;
  EXPECT_THAT(render(found, {}), HasSubstr("The first 10,000 are listed. Narrow the search"));
}

TEST(BookPage, WordsInThePlaceOfAPriceLookTheSameOnEveryPage) {
  constexpr const char* kWords = "<span class=\"price-unset\">Not for sale here yet</span>";
  BookCard card;
  card.title = "Walden";
  card.price = Money{499, *find_asset("USD")};  // of a list; it has no file
  BookPage book;
  book.card = card;
  EXPECT_THAT(render(book, Frame{}), HasSubstr(kWords));
  BooksPage list;
  list.books = {card};
  list.total = 1;
  EXPECT_THAT(render(list, Frame{}), HasSubstr(kWords));
  card.formats = {"epub"};
  list.books = {card};
  EXPECT_THAT(render(list, Frame{}), Not(HasSubstr("price-unset")));
}

TEST(BookPage, MoreOfAPersonIsByThemAndMoreOfASeriesIsOfIt) {
  BookPage book;
  book.also = {ShelfKind::related, "Anna Example", books_path({.author = "anna-example"}), {{}}};
  Frame german;
  german.locale = "de";
  EXPECT_THAT(render(book, german), HasSubstr("Alles von Anna Example"));
  book.also.name = "Night Shelves";
  book.also.more_path = books_path({.series = "Night Shelves"});
  EXPECT_THAT(render(book, german), HasSubstr("Alles aus Night Shelves"));
}

// The classes by which the style sheet draws what stands in the place of a cover.
std::string drawn(const std::string& title, const std::string& author = "Ada Author") {
  BooksPage list;
  list.books.resize(1);
  list.books.front().title = title;
  list.books.front().authors = {author};
  list.total = 1;
  const std::string html = render(list, Frame{});
  constexpr std::string_view kBefore = "<span class=\"drawn ";
  const std::size_t at = html.find(kBefore);
  if (at == std::string::npos) return "none";
  const std::size_t from = at + kBefore.size();
  return html.substr(from, html.find('"', from) - from);
}

TEST(BooksPage, ABookWithoutACoverHasTheSameOneSetInTypeForEver) {
  EXPECT_EQ(drawn("Walden"), "hue-5 art-1 drawn-big");
  EXPECT_NE(drawn("Walden"), drawn("Walden", "Ben Sea"));
  std::set<std::string> looks;
  for (int i = 0; i < 300; ++i) looks.insert(drawn("Volume " + std::to_string(i)));
  EXPECT_GT(looks.size(), 60U) << "a shelf looks like many books of one house";
  EXPECT_THAT(drawn("A title of some more words than that"), Not(HasSubstr("drawn-")));
  EXPECT_THAT(drawn("Wissenschaftslehren"), HasSubstr("drawn-small"));
  EXPECT_THAT(drawn(std::string(300, 'x')), HasSubstr("drawn-small"));
  EXPECT_THAT(drawn("", ""), HasSubstr("hue-"));
  BooksPage list;
  list.books.resize(1);
  list.books.front().title = "<b>";
  list.books.front().authors = {"Ada Author"};
  const std::string html = render(list, Frame{});
  EXPECT_THAT(html, HasSubstr("<span class=\"drawn-title\">&lt;b&gt;</span>"
                              "<span class=\"drawn-by\">Ada Author</span>"));
  list.books.front().cover.src_160 = "/covers/x.jpg";
  EXPECT_THAT(render(list, Frame{}), Not(HasSubstr("drawn")));
}

TEST(BundlePage, EachBookHasItsOwnCoverOrOneSetInType) {
  BundlePage bundle;
  bundle.books.resize(2);
  bundle.books[0].title = "Walden";
  bundle.books[1].title = "Emma";
  bundle.books[1].cover.src_160 = "/covers/emma.jpg";
  const std::string html = render(bundle, Frame{});
  const std::size_t from = html.find("bundle-covers");
  const std::string covers = html.substr(from, html.find("book-title") - from);
  EXPECT_THAT(covers, HasSubstr("drawn-title\">Walden"));
  EXPECT_THAT(covers, HasSubstr("/covers/emma.jpg"));
  EXPECT_EQ(covers.find("drawn-title"), covers.rfind("drawn-title"));
}

TEST(BooksPage, ABundleThatRestsHasWordsInThePlaceOfItsPrice) {
  BooksPage list;
  list.books.resize(1);
  list.total = 1;
  BookCard& bundle = list.books.front();
  bundle.bundled = 2;
  bundle.price = Money{1400, *find_asset("USD")};
  EXPECT_THAT(render(list, Frame{}), HasSubstr("$14.00"));
  bundle.is_resting = true;
  EXPECT_THAT(render(list, Frame{}),
              AllOf(HasSubstr("Not for sale here yet"), Not(HasSubstr("$14.00"))));
}

TEST(BookPage, SaysThatAPdfIsNotReadHere) {
  const auto says = [](std::vector<BookFile> files) {
    BookPage book;
    book.card.title = "Walden";
    book.files = std::move(files);
    return render(book, Frame{}).find("not read on the pages of this shop") != std::string::npos;
  };
  EXPECT_TRUE(says({{"pdf", 1, "", ""}}));
  EXPECT_FALSE(says({{"pdf", 1, "", ""}, {"epub", 1, "", ""}}));
  EXPECT_FALSE(says({{"m4b", 1, "", ""}}));
}

TEST(ReadingPage, LeadsThroughTheBookWithItsLookAndSaysWhoseItIs) {
  const std::string& html = page("reading");
  EXPECT_THAT(html, HasSubstr("<meta name=\"robots\" content=\"noindex, nofollow\">"));
  EXPECT_THAT(html, HasSubstr("<a href=\"4#t2\">1</a>"));
  EXPECT_THAT(html, HasSubstr("<a href=\"#t1\">below</a>")) << "on this page";
  EXPECT_THAT(html, HasSubstr("\"pictures/1.jpg\" loading=\"lazy\" alt=\"A hand\""));
  EXPECT_THAT(html, HasSubstr("<strong aria-current=\"page\">The thumb</strong>"))
      << "the first entry of the page";
  EXPECT_THAT(html, HasSubstr("#t1\">The gutter</a>"));
  EXPECT_THAT(html, HasSubstr("25 % read"));
  EXPECT_THAT(html, HasSubstr("rel=\"next\" href=\"/read/"));
  EXPECT_THAT(html, Not(HasSubstr("belongs to order")));
  const std::string& end = page("reading-end");
  EXPECT_THAT(end, HasSubstr("Here the book ends."));
  EXPECT_THAT(end, HasSubstr("This copy belongs to order 7K2M-93QD."));
  EXPECT_THAT(end, HasSubstr("<body class=\"reading light-night size-4 own\">"));
  EXPECT_THAT(end, HasSubstr("\"4?look=night-4#s4\""));
  EXPECT_THAT(end, HasSubstr("Back to your gift"));
  EXPECT_THAT(page("reading-one-page"), Not(HasSubstr("Larger letters")));
}

TEST(ReadingPage, OnlyTheEndBehindTheLastPageIsTheWhole) {
  const std::string& end = page("reading-end");
  EXPECT_THAT(end, HasSubstr("/g/1?look=night-4\">Read again from the beginning"));
  EXPECT_THAT(end, HasSubstr("100 % read"));
  EXPECT_THAT(end, Not(HasSubstr("rel=\"next\"")));
  const std::string& one = page("reading-one-page");
  EXPECT_THAT(one, HasSubstr("rel=\"next\"")) << "to its end";
  EXPECT_THAT(one, Not(HasSubstr("100 %")));
  EXPECT_THAT(one, Not(HasSubstr("Here the book ends")));
}

// Every page of the book repeats them.
TEST(ReadingPage, OfLongContentsItListsTheBeginningAndWhatIsAroundTheReader) {
  ReadingPageView reading;
  reading.path = "/read/token/grant";
  for (std::size_t page = 0; page < 700; ++page) {
    const std::string number = std::to_string(page + 1);
    reading.index.pages.emplace_back();
    reading.index.contents.push_back({"The chapter with number " + number, 0, "s" + number});
    reading.index.places["s" + number] = page;
  }
  for (const int at : {1, 350, 700, 701}) {
    reading.page = at;
    const std::string html = render(reading, Frame{});
    EXPECT_LT(html.size(), 20'000U);
    for (const int listed : {1, std::min(at, 699) + 1, std::max(at - 45, 1)})
      EXPECT_THAT(html, HasSubstr("The chapter with number " + std::to_string(listed) + "<"))
          << "from " << at;
    EXPECT_EQ(html.contains("chapter with number 200<"), false) << "from " << at;
  }
}

TEST(BookPage, SaysWhereThereIsNoSample) {
  const auto says = [](const char* format, bool has_sample) {
    BookPage book;
    book.card.title = "Walden";
    book.files = {{format, 1, "", ""}};
    book.has_sample = has_sample;
    return render(book, Frame{}).find("no sample to read here") != std::string::npos;
  };
  EXPECT_TRUE(says("epub", false));
  EXPECT_FALSE(says("epub", true));
  EXPECT_FALSE(says("m4b", false)) << "nobody expects to read sound";
}

}  // namespace
}  // namespace aan::web
