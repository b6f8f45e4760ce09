#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/view/book_card.hpp"
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

enum class BookSort : std::uint8_t { newest, title };
/// "newest", "title": the value of the parameter `sort`.
std::string_view name_of(BookSort sort);
std::optional<BookSort> parse_book_sort(std::string_view name);

/// What a list is narrowed to. Parameters: subject, language, free=1, author, series, sort, page
/// (from 1). Those at their default are left out of addresses.
struct BookFilter {
  std::string subject;   ///< slug
  std::string language;  ///< primary subtag
  std::string author;    ///< slug of a contributor
  std::string series;    ///< name
  bool only_free = false;
  BookSort sort = BookSort::newest;
};
/// "/books?subject=money&page=2"
std::string books_path(const BookFilter& filter, std::int64_t page = 1);

/// `/books`
struct BooksPage {
  BookFilter filter;
  std::string subject_name;  ///< names of what the filter holds, for the heading
  std::string author_name;
  std::string series_name;
  std::vector<FacetChoice> subjects;
  std::vector<FacetChoice> languages;
  std::vector<BookCard> books;
  std::int64_t total = 0;
  std::int64_t page = 1;
  std::int64_t pages = 1;
};
std::string render(const BooksPage& page, const Frame& frame);

/// Parameters: q, subject, language, free=1, page.
std::string search_path(std::string_view query, const BookFilter& filter, std::int64_t page = 1);

/// `/search`; with an empty query an invitation to search.
struct SearchPage {
  std::string query;         ///< what was searched
  std::string typed;         ///< what was asked, when it found nothing and `query` corrects it
  BookFilter filter;         ///< subject, language and only_free
  std::string subject_name;  ///< of `filter.subject`
  std::string suggestion;    ///< a spelling that would find more; empty if none
  std::vector<FacetChoice> subjects;
  std::vector<FacetChoice> languages;
  std::vector<BookCard> books;
  std::int64_t total = 0;
  std::int64_t page = 1;
  std::int64_t pages = 1;
  bool is_resting = false;  ///< the index cannot answer now; books can still be browsed
};
std::string render(const SearchPage& page, const Frame& frame);

}  // namespace aan::web
