#include <benchmark/benchmark.h>

#include "web/view/book_page.hpp"
#include "web/view/browse_pages.hpp"
#include "web/view/page_writer.hpp"

namespace aan::web {
namespace {

BookCard card(int number) {
  const std::string n = std::to_string(number);
  return {"book-" + n,  "The Book Number " + n,
          "A subtitle", {"An Author"},
          "en",         "",
          "",           Money{1900, *find_asset("USD")},
          {"epub"},     {"/c/1.jpg", "/c/2.jpg", "/c/3.jpg"}};
}

void book_page(benchmark::State& state) {
  load_templates();
  BookPage page;
  page.card = card(1);
  page.description = std::string(1500, 'x');
  page.contributors = {{"An Author", "an-author"}};
  page.subjects = {{"money", "Money"}, {"essays", "Essays"}};
  page.files = {{"epub", 1'234'567, std::string(59, 'b'), std::string(64, 'a')}};
  page.accessibility.stated = true;
  page.accessibility.features = {"displayTransformability", "tableOfContents"};
  for (int i = 0; i < 20; ++i) page.contents.push_back({"A chapter", 0});
  page.can_be_bought = page.has_sample = true;
  for (int i = 0; i < 6; ++i) page.also.books.push_back(card(i));
  Frame frame;
  frame.shop_name = "Shop";
  for (auto _ : state) benchmark::DoNotOptimize(render(page, frame));
}
BENCHMARK(book_page);

void books_page(benchmark::State& state) {
  load_templates();
  BooksPage page;
  for (int i = 0; i < 24; ++i) page.books.push_back(card(i));
  page.total = 24;
  for (int i = 0; i < 12; ++i) page.subjects.push_back({"s", "Subject", 3});
  Frame frame;
  frame.shop_name = "Shop";
  for (auto _ : state) benchmark::DoNotOptimize(render(page, frame));
}
BENCHMARK(books_page);

}  // namespace
}  // namespace aan::web
