#include "service/books/edit_book.hpp"
#include "service/books/ingest.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/books/merge_books.hpp"
#include "service/books/typed_facts.hpp"
#include "service/browsing/browse.hpp"
#include "service/browsing/browse_feeds.hpp"
#include "service/browsing/search_page.hpp"
#include "service/browsing/suggest.hpp"
#include "tests/service/catalog_world.hpp"

namespace aan::service {
namespace {

TEST_F(Catalog, SeriesOfOneSlugAreTwoShelvesAndEachBookLeadsToItsOwn) {
  const Room& room = world.shop->room;
  int books = 0;
  const auto put = [&](const std::string& series) {
    auto read = book("Volume of " + series);
    read.record.series = series;
    reader.answer(read);
    ++books;
    return bring("a.epub", "bytes " + std::to_string(books), world.money(100)).slug;
  };
  std::vector<std::string> keys;
  for (const char* name : {"Go", "Go!", "GO"})
    keys.push_back(must(view_book(room, put(name))).series_key);
  EXPECT_EQ(keys, (std::vector<std::string>{"go", "go-2", "go"}));
  EXPECT_EQ(must(view_books(room, {.series = "go-2"})).series, "Go!");
  EXPECT_EQ(must(view_books(room, {.series = "go-2"})).page.total, 1);
  EXPECT_EQ(must(view_books(room, {.series = "Go!"})).series_key, "go-2");
  EXPECT_EQ(must(view_books(room, {.series = "go"})).page.total, 2);
}

TEST_F(Catalog, ABookLeadsToItsSeriesWhenNothingIsLeftOfAnotherOfItsSlug) {
  const Room& room = world.shop->room;
  const auto leads_to = [&](const char* slug) {
    const std::string key = must(view_book(room, slug)).series_key;
    const BooksView shelf = must(view_books(room, {.series = key}));
    EXPECT_EQ(shelf.series_key, key);
    EXPECT_EQ(shelf.page.total, 1) << slug;
    return key + " " + shelf.series;
  };
  list("Worm");
  list("Sand");
  must(edit_book(room, "worm", {.series = "Dune."}, "ada"));
  EXPECT_EQ(leads_to("worm"), "dune Dune.");
  must(edit_book(room, "worm", {.series = "Dune"}, "ada"));
  EXPECT_EQ(leads_to("worm"), "dune-2 Dune") << "mended, the first name has no book";
  must(edit_book(room, "sand", {.series = "Dune."}, "ada"));
  EXPECT_EQ(leads_to("worm"), "dune-2 Dune");
  EXPECT_EQ(leads_to("sand"), "dune Dune.");
  must(set_visibility(room, "sand", catalog::Visibility::hidden));
  EXPECT_EQ(leads_to("worm"), "dune-2 Dune") << "all books of the first name are hidden";
}

TEST_F(Catalog, AnAuthorWhoseNameWasTakenForAnothersGetsItByAnEdit) {
  const Room& room = world.shop->room;
  list("Sets");
  list("Bags");
  must(edit_book(room, "sets", {.authors = "C++ Society"}, "ada"));
  must(edit_book(room, "bags", {.authors = "C# Society"}, "ada"));
  const auto author = [&](const char* slug) {
    return must(find_book(room, slug)).work.contributors.front();
  };
  EXPECT_EQ(author("sets").name, "C++ Society");
  EXPECT_EQ(author("bags").name, "C# Society");
  EXPECT_EQ(author("bags").slug, "c-society-2");
}

TEST_F(Catalog, WhatAPersonTypesToSortANameByHoldsInTheWholeShopWhateverListsSay) {
  const Room& room = world.shop->room;
  bring_row("1", "Emma", "3.00");
  bring_row("2", "Ruth", "3.00");
  const auto sorted = [&](const char* slug) {
    return must(find_book(room, slug)).work.contributors.at(0).sort_name;
  };
  ASSERT_EQ(sorted("emma"), "Author, Ada");
  const EditedBook done = must(edit_book(room, "emma", {.authors = "Ada Author | Ada A"}, "ada"));
  EXPECT_EQ(done.changed, std::vector<std::string>{"authors"});
  EXPECT_EQ(sorted("emma"), "Ada A");
  EXPECT_EQ(sorted("ruth"), "Ada A") << "she is one person";
  EXPECT_TRUE(
      must(edit_book(room, "emma", {.authors = "Ada Author | Ada A"}, "ada")).changed.empty());
  EXPECT_TRUE(must(edit_book(room, "emma", {.authors = "Ada Author"}, "ada")).changed.empty());
  EXPECT_EQ(sorted("emma"), "Ada A") << "nothing said of it: as it was";
  bring_row("1", "Emma, a Novel", "3.00");
  EXPECT_EQ(sorted("emma"), "Ada A");
  // Of somebody who is new in this book and known in the shop, what the shop knows stands.
  must(edit_book(room, "ruth", {.authors = "none"}, "ada"));
  must(edit_book(room, "ruth", {.authors = "Ada Author"}, "ada"));
  EXPECT_EQ(sorted("ruth"), "Ada A");
  must(edit_book(room, "ruth", {.contributors = "editor: Jo Penn | Penn, Jo"}, "ada"));
  EXPECT_EQ(must(find_book(room, "ruth")).work.contributors.back().sort_name, "Penn, Jo");
}

TEST_F(Catalog, FactsThatAPersonWroteStandAreSearchedAndStayWhateverListsSay) {
  const Room& room = world.shop->room;
  const std::string slug = bring_row("1", "Emma", "3.00", {}, "9780306406157").slug;
  const EditedBook done = must(edit_book(room, slug,
                                         {.contributors = "translator: Jo Penn",
                                          .series = "Highbury",
                                          .series_position = "2",
                                          .subjects = "Matchmaking\nVillages",
                                          .isbn = "0-14-044913-2",
                                          .publisher = "Hill & Co"},
                                         "ada"));
  const std::vector<std::string> fields{"contributors", "series", "subjects", "isbn", "publisher"};
  EXPECT_EQ(done.changed, fields);
  must(catch_up_index(room, index));
  for (const char* words : {"matchmaking", "highbury", "jo penn", "9780140449136"})
    EXPECT_EQ(hits(words), 1U) << words;
  // Another list row, of the same name, says all of it otherwise.
  const RowReport again = bring_row("1", "Emma, a Novel", "3.00", {}, "9780306406157");
  EXPECT_EQ(again.verdict, RowVerdict::changed);
  const catalog::BookDetail now = must(find_book(room, slug));
  EXPECT_EQ(now.work.title, "Emma, a Novel");
  EXPECT_EQ(typed_contributors(now.work), "translator: Jo Penn");
  EXPECT_EQ(now.work.series + " " + now.work.series_position, "Highbury 2");
  EXPECT_EQ(typed_subjects(now.work), "Matchmaking\nVillages");
  EXPECT_EQ(now.edition.isbn13, "9780140449136");
  EXPECT_EQ(now.edition.publisher, "Hill & Co");
  // Out of its series, its number in it goes, too.
  EXPECT_EQ(
      refusal(edit_book(room, slug, {.series = "none", .series_position = "3"}, "ada")).reason,
      "book_series_position");
  must(edit_book(room, slug, {.series = "none"}, "ada"));
  EXPECT_EQ(must(find_book(room, slug)).work.series_position, "");
}

TEST_F(Catalog, AnIsbnIsOfOneBookAndTheOtherOneIsNamed) {
  const Room& room = world.shop->room;
  list("Walden", "9780306406157");
  list("Emma");
  const Error taken = refusal(edit_book(room, "emma", {.isbn = "9780306406157"}, "ada"));
  EXPECT_EQ(taken.code, Errc::conflict);
  EXPECT_EQ(taken.reason, "book_isbn_taken");
  EXPECT_EQ(taken.safe,
            "\"Walden\" (walden) has this ISBN already. Correct that one first, or merge the two.");
  must(edit_book(room, "walden", {.title = "Walden Pond", .isbn = "9780306406157"}, "ada"));
  must(merge_books(room, "walden", "emma", "ada"));
  must(edit_book(room, "emma", {.isbn = "9780306406157"}, "ada"));
  EXPECT_EQ(must(find_book(room, "emma")).edition.isbn13, "9780306406157") << "the two are one";
}

TEST_F(Catalog, AnIsbnOfABookThatWasMergedFindsTheOneThatStandsForIt) {
  const Room& room = world.shop->room;
  list("Emma");
  list("Emma again", "9780306406157");
  list("Ruth", "9780804429573");
  must(catch_up_index(room, index));
  EXPECT_EQ(hits("9780306406157"), 1U);
  must(merge_books(room, "emma-again", "emma", "ada"));
  must(catch_up_index(room, index));
  ports::SearchQuery query;
  for (const char* typed : {"9780306406157", "978-0-306-40615-7", "0306406152"}) {
    query.text = typed;
    const auto found = must(search(room, index, query));
    ASSERT_EQ(found.books.size(), 1U) << typed;
    EXPECT_EQ(found.books.front().slug, "emma");
    EXPECT_EQ(found.answer.total, 1);
    EXPECT_EQ(found.corrected, "");
    EXPECT_EQ(must(search_whole_books(room, index, query)).total, 1);
    EXPECT_EQ(must(search_feed_books(room, index, query)).total, 1);
    EXPECT_EQ(must(view_search_page(room, index, query)).found.answer.total, 1);
    EXPECT_EQ(must(suggest(room, index, typed)).total, 1);
  }
  query.offset = 24;
  EXPECT_EQ(must(search(room, index, query)).books.size(), 0U) << "there is one page";
  EXPECT_EQ(must(search(room, index, query)).answer.total, 1);
  query.offset = 0;
  query.language = "fr";
  EXPECT_EQ(must(search(room, index, query)).answer.total, 0) << "what is chosen holds";
  // What is hidden stays so, merged or not.
  must(set_visibility(room, "emma", catalog::Visibility::hidden, "ada"));
  must(set_visibility(room, "ruth", catalog::Visibility::hidden, "ada"));
  must(catch_up_index(room, index));
  EXPECT_EQ(hits("0306406152") + hits("9780804429573"), 0U);
}

}  // namespace
}  // namespace aan::service
