#include "service/books/edit_book.hpp"
#include "service/books/ingest.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/browsing/browse.hpp"
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

}  // namespace
}  // namespace aan::service
