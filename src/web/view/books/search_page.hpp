#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "web/view/books/book_card.hpp"
#include "web/view/books/list_filter.hpp"
#include "web/view/frame.hpp"

namespace aan::web {

/// A shelf that is called what is searched.
struct ShelfCalledSo {
  enum class Kind : std::uint8_t { author, series, subject };
  Kind kind = Kind::author;
  std::string value;  ///< slug
  std::string name;
  std::int64_t count = 0;  ///< books on it, also those that were not found; 0 for a series
};

/// `/search`; with an empty query an invitation to search.
struct SearchPage {
  std::string query;  ///< what was searched
  std::string typed;  ///< what was asked, when it found nothing and `query` corrects it
  BookFilter filter;
  std::string subject_name;  ///< of `filter.subject`
  std::string author_name;   ///< of `filter.author`
  std::string suggestion;    ///< a spelling that would find more; empty if none
  std::vector<ShelfCalledSo> shelves;
  bool is_loose = false;  ///< the books lack one of the words, or two
  std::vector<FacetChoice> subjects;
  std::vector<FacetChoice> authors;
  std::vector<FacetChoice> formats;    ///< by their codes
  std::vector<FacetChoice> languages;  ///< by their tags
  std::vector<FacetChoice> prices;     ///< by the names of their bands
  std::vector<BookCard> books;
  std::int64_t total = 0;
  std::int64_t page = 1;
  std::int64_t pages = 1;
  std::int64_t cut_at = 0;    ///< on the last page: more are found than the so many it ends at
  std::int64_t upto = 0;      ///< for the addresses of the other pages
  bool is_shop_bare = false;  ///< no book is listed at all
  bool is_resting = false;    ///< the index cannot answer now; books can still be browsed
};
std::string render(const SearchPage& page, const Frame& frame);

}  // namespace aan::web
