#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "web/view/books/book_card.hpp"
#include "web/view/books/index_page.hpp"
#include "web/view/books/list_filter.hpp"
#include "web/view/frame.hpp"

namespace aan::web {

/// The book on the shop's table, with a sentence or two that make one want to open it.
struct FeaturedBook {
  BookCard book;
  std::string description;  ///< plain text; the page shows its beginning
  bool has_sample = false;
};

/// `/`
struct HomePage {
  std::optional<FeaturedBook> featured;
  std::vector<Shelf> shelves;  ///< those without books are left out
  std::vector<FacetChoice> subjects;
  std::vector<FacetChoice> languages;
  std::int64_t free_count = 0;
};
std::string render(const HomePage& page, const Frame& frame);

/// `/books`, and the pages of one subject, author, series, publisher, language, format, and of what
/// is free.
struct BooksPage {
  BookFilter filter;
  std::string subject_name;  ///< names of what the filter holds, for the heading
  std::string author_name;
  std::string series_name;
  std::vector<FacetChoice> subjects;
  std::vector<FacetChoice> languages;
  std::vector<IndexEntry> broader;   ///< subjects above that of the page, the broadest first
  std::vector<IndexEntry> narrower;  ///< right below it
  std::vector<BookCard> books;
  std::int64_t total = 0;
  std::int64_t page = 1;
  std::int64_t pages = 1;
  std::string next;  ///< the place where the page ends, for the way to the next one
};
std::string render(const BooksPage& page, const Frame& frame);

}  // namespace aan::web
