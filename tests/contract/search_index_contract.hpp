#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "ports/search_index.hpp"

namespace aan::contract {

/// A small library to search in. Newer books have higher numbers.
inline catalog::BookDetail book(int number, const std::string& title, const std::string& author) {
  catalog::BookDetail book;
  book.work.id.value = "test_" + std::to_string(1'000'000 + number);
  book.work.title = title;
  book.work.contributors = {{author, "", slug(author), catalog::ContributorRole::author}};
  book.work.created_at = Timestamp::from_unix_seconds(1'790'000'000 + number * 60);
  book.edition.language = "en";
  book.offer.price = Money{499, *find_asset("USD")};
  return book;
}

inline std::vector<catalog::BookDetail> library() {
  std::vector<catalog::BookDetail> books = {
      book(1, "The Moonstone", "Wilkie Collins"),
      book(2, "Les Misérables", "Victor Hugo"),
      book(3, "Die Bäckerei am Fluß", "Jörg Weiß"),
      book(4, "Keeping a Bookshop Alive", "Ines Calder"),
      book(5, "A Shop by the Moon", "Seán O'Brien"),
  };
  books[0].work.subjects = {{"detective-stories", "Detective stories"}, {"diamonds", "Diamonds"}};
  books[0].edition.isbn13 = "9783161484100";
  books[0].work.description = "A yellow diamond is stolen at a birthday party.";
  books[1].edition.language = "fr";
  books[1].offer.price = Money{0, *find_asset("USD")};
  books[1].files.emplace_back();
  books[1].work.series = "La Comédie";
  books[2].edition.language = "de-AT";
  books[2].edition.publisher = "Donau Verlag";
  books[3].work.subjects = {{"bookselling", "Bookselling"}};
  books[3].offer.price = Money{0, *find_asset("USD")};  // without a file it is not to be had
  books[3].work.subtitle = "Rent, returns and the quiet hours";
  books[4].work.subjects = {{"bookselling", "Bookselling"}};
  books[4].offer.price.reset();
  return books;
}

/// What every `ports::SearchIndex` promises. `World` makes an empty one:
///   ports::SearchIndex& index();
///   void restart();               // the process ends and starts again
template <class World>
class SearchIndexContract : public ::testing::Test {
 protected:
  ports::SearchIndex& index() { return world_.index(); }
  void fill() { ASSERT_TRUE(index().apply(library(), {}, 7)); }
  ports::SearchAnswer ask(const ports::SearchQuery& query) {
    auto answer = index().search(query);
    EXPECT_TRUE(answer) << (answer ? "" : answer.error().to_string());
    return answer ? *answer : ports::SearchAnswer{};
  }
  /// Numbers of the books found, in their order.
  std::vector<int> found(const ports::SearchQuery& query) {
    std::vector<int> numbers;
    for (const catalog::WorkId& id : ask(query).hits)
      numbers.push_back(std::stoi(id.value.substr(5)) - 1'000'000);
    return numbers;
  }
  std::vector<int> found(const std::string& text) {
    ports::SearchQuery query;
    query.text = text;
    query.may_be_loose = false;
    return found(query);
  }
  static std::int64_t count_of(const std::vector<ports::Facet>& facets, std::string_view value) {
    for (const ports::Facet& facet : facets)
      if (facet.value == value) return facet.count;
    return 0;
  }
  World world_;
};

using Numbers = std::vector<int>;

TYPED_TEST_SUITE_P(SearchIndexContract);

TYPED_TEST_P(SearchIndexContract, FindsByEveryFieldThatAReaderMayKnow) {
  this->fill();
  EXPECT_EQ(this->found("moonstone"), Numbers{1});
  EXPECT_EQ(this->found("collins"), Numbers{1});
  EXPECT_EQ(this->found("Wilkie MOONSTONE"), Numbers{1});
  EXPECT_EQ(this->found("detective"), Numbers{1});
  EXPECT_EQ(this->found("yellow birthday"), Numbers{1});
  EXPECT_EQ(this->found("quiet hours"), Numbers{4});
  EXPECT_EQ(this->found("comedie"), Numbers{2});
  EXPECT_EQ(this->found("donau"), Numbers{3});
  EXPECT_EQ(this->found("moonstone hugo"), Numbers{});
}

TYPED_TEST_P(SearchIndexContract, FindsByIsbnInAnyWriting) {
  this->fill();
  for (const char* isbn : {"9783161484100", "978-3-16-148410-0", "ISBN 3-16-148410-X", "316148410x",
                           "urn:isbn:9783161484100"})
    EXPECT_EQ(this->found(isbn), Numbers{1}) << isbn;
}

TYPED_TEST_P(SearchIndexContract, MarksAndCaseDoNotMatter) {
  this->fill();
  for (const char* text : {"miserables", "Misérables", "MISÉRABLES", "mise\u0301rables"})
    EXPECT_EQ(this->found(text), Numbers{2}) << text;
  for (const char* text : {"Bäckerei", "backerei", "baeckerei", "fluss", "Fluß", "joerg weiss"})
    EXPECT_EQ(this->found(text), Numbers{3}) << text;
  for (const char* text : {"o'brien", "obrien", "O\u2019BRIEN", "sean brien"})
    EXPECT_EQ(this->found(text), Numbers{5}) << text;
}

TYPED_TEST_P(SearchIndexContract, TheLastWordMayBeUnfinished) {
  this->fill();
  EXPECT_EQ(this->found("victor hug"), Numbers{2});
  EXPECT_EQ(this->found("booksh"), Numbers{4});
  EXPECT_EQ(this->found("vict hugo"), Numbers{});
}

TYPED_TEST_P(SearchIndexContract, TitlesComeFirstThenTheNewest) {
  auto books = library();
  books[0].work.description = "There is a shop.";
  ASSERT_TRUE(this->index().apply(books, {}, 7));
  EXPECT_EQ(this->found("shop").front(), 5);
  const std::vector same = {book(11, "Twins", "A"), book(13, "Twins", "A"), book(12, "Twins", "A")};
  ASSERT_TRUE(this->index().apply(same, {}, 8));
  EXPECT_EQ(this->found("twins"), (Numbers{13, 12, 11}));
}

TYPED_TEST_P(SearchIndexContract, FiltersNarrowWithAndWithoutText) {
  this->fill();
  ports::SearchQuery query;
  query.subject_slug = "bookselling";
  EXPECT_EQ(this->found(query), (Numbers{5, 4}));
  query.text = "calder";
  EXPECT_EQ(this->found(query), Numbers{4});
  query = {};
  query.language = "de";
  EXPECT_EQ(this->found(query), Numbers{3});
  for (const char* tag : {"de-AT", "de-CH", "DE"}) {
    query.language = tag;
    EXPECT_EQ(this->found(query), Numbers{3}) << tag;
  }
  query = {};
  query.only_free = true;
  EXPECT_EQ(this->found(query), Numbers{2});
  query.language = "en";
  EXPECT_EQ(this->found(query), Numbers{});
  query = {};
  query.subject_slug = "no-such-subject";
  EXPECT_EQ(this->found(query), Numbers{});
}

TYPED_TEST_P(SearchIndexContract, CountsFacetsOfAllHits) {
  this->fill();
  ports::SearchQuery query;
  query.language = "en";
  query.limit = 1;
  const auto answer = this->ask(query);
  EXPECT_EQ(answer.total, 3);
  EXPECT_EQ(answer.hits.size(), 1U);
  ASSERT_FALSE(answer.subjects.empty());
  EXPECT_EQ(answer.subjects.front().value, "bookselling");
  EXPECT_EQ(this->count_of(answer.subjects, "bookselling"), 2);
  EXPECT_EQ(this->count_of(answer.subjects, "diamonds"), 1);
  EXPECT_EQ(this->count_of(answer.languages, "en"), 3);
  query = {};
  query.language = "de";
  EXPECT_EQ(this->count_of(this->ask(query).languages, "de"), 1);
}

TYPED_TEST_P(SearchIndexContract, EachFacetIsCountedWithoutWhatIsChosenOfIt) {
  auto books = library();
  books[3].work.contributors = books[4].work.contributors;
  books[3].files.resize(1);
  books[3].files[0].format = "pdf";
  books[4].files.resize(1);
  books[4].files[0].format = "epub";
  books[3].offer.price = Money{1'200, *find_asset("USD")};
  ASSERT_TRUE(this->index().apply(books, {}, 7));
  ports::SearchQuery query;
  query.subject_slug = "bookselling";
  query.author_slug = "sean-obrien";
  query.format = "pdf";
  EXPECT_EQ(this->found(query), Numbers{4});
  const auto answer = this->ask(query);
  EXPECT_EQ(this->count_of(answer.formats, "pdf"), 1);
  EXPECT_EQ(this->count_of(answer.formats, "epub"), 1) << "what choosing it instead would leave";
  EXPECT_EQ(this->count_of(answer.authors, "sean-obrien"), 1) << "of the PDFs alone";
  EXPECT_EQ(this->count_of(answer.prices, "high"), 1);
  EXPECT_EQ(this->count_of(answer.subjects, "bookselling"), 1);
  query = {};
  query.price = catalog::PriceBand::low;
  EXPECT_EQ(this->found(query), (Numbers{3, 1}));
  const auto prices = this->ask(query).prices;
  ASSERT_EQ(prices.size(), 3U);
  EXPECT_EQ(prices.front().value, "free");
  EXPECT_EQ(prices.back().value, "high");
  query.free_in = *find_asset("EUR");
  EXPECT_EQ(this->found(query), Numbers{}) << "nothing is sold in that currency";
}

TYPED_TEST_P(SearchIndexContract, HitsStandInTheOrderThatIsAsked) {
  auto books = library();
  for (std::size_t i = 0; i < books.size(); ++i) {
    books[i].work.series = "Shelf";
    if (books[i].offer.price) books[i].offer.price->amount = static_cast<int>((i * 7) % 5) * 100;
  }
  ASSERT_TRUE(this->index().apply(books, {}, 7));
  using ports::SearchOrder;
  ports::SearchQuery query;
  query.text = "shelf";
  const auto in = [&](SearchOrder order) {
    query.order = order;
    return this->found(query);
  };
  EXPECT_EQ(in(SearchOrder::newest), (Numbers{5, 4, 3, 2, 1}));
  EXPECT_EQ(in(SearchOrder::title), (Numbers{5, 3, 4, 2, 1})) << "the article counts in an index";
  EXPECT_EQ(in(SearchOrder::cheapest), (Numbers{1, 4, 2, 3, 5})) << "without a price last";
  EXPECT_EQ(in(SearchOrder::dearest), (Numbers{3, 2, 4, 1, 5}));
}

TYPED_TEST_P(SearchIndexContract, PagesHoldEveryBookOnce) {
  std::vector<catalog::BookDetail> many;
  for (int i = 0; i < 250; ++i) many.push_back(book(i, "Volume of Verse", "Poet"));
  ASSERT_TRUE(this->index().apply(many, {}, 1));
  for (const char* text : {"verse", ""}) {
    ports::SearchQuery query;
    query.text = text;
    query.language = "en";
    query.limit = 24;
    std::set<int> seen;
    Numbers in_order;
    for (query.offset = 0; query.offset < 300; query.offset += query.limit) {
      const auto numbers = this->found(query);
      in_order.insert(in_order.end(), numbers.begin(), numbers.end());
      seen.insert(numbers.begin(), numbers.end());
      EXPECT_EQ(this->ask(query).total, 250);
    }
    EXPECT_EQ(in_order.size(), 250U);
    EXPECT_EQ(seen.size(), 250U);
    EXPECT_TRUE(std::ranges::is_sorted(in_order, std::greater{})) << "newest first";
  }
}

TYPED_TEST_P(SearchIndexContract, AChangedBookIsFoundByItsNewWordsOnly) {
  this->fill();
  auto changed = library()[0];
  changed.work.title = "The Emerald";
  changed.work.subjects.clear();
  ASSERT_TRUE(this->index().apply({changed}, {}, 8));
  EXPECT_EQ(this->found("emerald"), Numbers{1});
  EXPECT_EQ(this->found("moonstone"), Numbers{});
  EXPECT_EQ(this->found("detective"), Numbers{});
}

TYPED_TEST_P(SearchIndexContract, ARemovedBookIsGone) {
  this->fill();
  ASSERT_TRUE(this->index().apply({}, {library()[0].work.id, {"test_unknown"}}, 8));
  EXPECT_EQ(this->found("moonstone"), Numbers{});
  ports::SearchQuery english;
  english.language = "en";
  EXPECT_EQ(this->found(english), (Numbers{5, 4}));
}

TYPED_TEST_P(SearchIndexContract, AHiddenBookIsNotFound) {
  this->fill();
  auto hidden = library()[0];
  hidden.work.visibility = catalog::Visibility::hidden;
  ASSERT_TRUE(this->index().apply({hidden}, {}, 8));
  EXPECT_EQ(this->found("moonstone"), Numbers{});
}

TYPED_TEST_P(SearchIndexContract, KeepsTheGenerationAndTheBooksAcrossARestart) {
  EXPECT_EQ(this->index().generation().value(), 0);
  this->fill();
  EXPECT_EQ(this->index().generation().value(), 7);
  ASSERT_TRUE(this->index().apply({}, {}, 9));
  this->world_.restart();
  EXPECT_EQ(this->index().generation().value(), 9);
  EXPECT_EQ(this->found("moonstone"), Numbers{1});
}

TYPED_TEST_P(SearchIndexContract, ClearEmptiesIt) {
  this->fill();
  ASSERT_TRUE(this->index().clear());
  EXPECT_EQ(this->index().generation().value(), 0);
  EXPECT_EQ(this->found("moonstone"), Numbers{});
  this->fill();
  EXPECT_EQ(this->found("moonstone"), Numbers{1});
}

TYPED_TEST_P(SearchIndexContract, WhatIsBegunAnewTakesOverWholeAndOnce) {
  this->fill();
  const auto abandoned = this->index().begin_anew().value();
  const auto fresh = this->index().begin_anew().value();
  EXPECT_EQ(fresh->generation().value(), 0);
  std::int64_t generation = 0;
  for (const catalog::BookDetail& book : library()) {
    if (book.work.id == library()[0].work.id) continue;
    ASSERT_TRUE(fresh->apply({book}, {}, ++generation));
    EXPECT_EQ(this->found("moonstone"), Numbers{1}) << "the old one is searched";
    EXPECT_EQ(this->index().generation().value(), 7);
  }
  EXPECT_EQ(this->index().take_over(abandoned).error().code, Errc::conflict);
  ASSERT_TRUE(this->index().take_over(fresh));
  EXPECT_EQ(this->index().generation().value(), generation);
  EXPECT_EQ(this->found("moonstone"), Numbers{});
  ports::SearchQuery english;
  english.language = "en";
  EXPECT_EQ(this->found(english), (Numbers{5, 4}));
  EXPECT_EQ(this->index().take_over(fresh).error().code, Errc::conflict);
  ASSERT_TRUE(this->index().apply({library()[0]}, {}, 20)) << "and goes on from there";
  this->world_.restart();
  EXPECT_EQ(this->index().generation().value(), 20);
  EXPECT_EQ(this->found("moonstone"), Numbers{1});
}

TYPED_TEST_P(SearchIndexContract, NothingAskedIsInvalid) {
  this->fill();
  const auto answer = this->index().search({});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::invalid);
}

TYPED_TEST_P(SearchIndexContract, HostileQueriesAreOnlyText) {
  this->fill();
  const std::vector<std::string> texts = {
      "\"((( AND OR NOT *",
      "***",
      "NOT moonstone",
      "title:moonstone",
      "-moonstone",
      "moonstone*",
      "Qtest_1000001",
      "XFREE",
      "Zmoonston",
      std::string(10'000, 'a'),
      std::string(10'000, '('),
      std::string("moon\0stone", 10),
      "\xff\xfe\xc3",
      std::string(5'000, '\n') + "x",
      "a b c d e f g h i j k l m n o p q r s t u v w x y z 1 2 3 4 5 6 7 8 9",
      "\u202e\u0000",
      "' OR 1=1 --",
      "%00%ff",
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa*"};
  for (const std::string& text : texts) {
    ports::SearchQuery query;
    query.text = text;
    query.offset = text.size() % 2 == 0 ? -1 : INT64_MAX;
    query.limit = text.size() % 3 == 0 ? -1 : INT64_MAX;
    EXPECT_TRUE(this->index().search(query)) << text;
    query = {};
    query.subject_slug = text;
    query.language = text;
    EXPECT_TRUE(this->index().search(query)) << text;
  }
  EXPECT_EQ(this->found("XFREE"), Numbers{});
  EXPECT_EQ(this->found("\"moonstone\""), Numbers{1});
}

REGISTER_TYPED_TEST_SUITE_P(SearchIndexContract, FindsByEveryFieldThatAReaderMayKnow,
                            FindsByIsbnInAnyWriting, MarksAndCaseDoNotMatter,
                            TheLastWordMayBeUnfinished, TitlesComeFirstThenTheNewest,
                            FiltersNarrowWithAndWithoutText, CountsFacetsOfAllHits,
                            EachFacetIsCountedWithoutWhatIsChosenOfIt,
                            HitsStandInTheOrderThatIsAsked, PagesHoldEveryBookOnce,
                            AChangedBookIsFoundByItsNewWordsOnly, ARemovedBookIsGone,
                            AHiddenBookIsNotFound, KeepsTheGenerationAndTheBooksAcrossARestart,
                            ClearEmptiesIt, WhatIsBegunAnewTakesOverWholeAndOnce,
                            NothingAskedIsInvalid, HostileQueriesAreOnlyText);

}  // namespace aan::contract
