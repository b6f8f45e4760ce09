#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/catalog/price_band.hpp"

namespace aan::web {

/// How a list stands. The usual order is the newest first in lists and the best fit in a search.
enum class BookSort : std::uint8_t { usual, newest, title, cheapest, dearest };
/// "newest", "title", "cheapest", "dearest": the value of the parameter `sort`; empty for the
/// usual.
std::string_view name_of(BookSort sort);
std::optional<BookSort> parse_book_sort(std::string_view name);

/// What a list is narrowed to. Parameters: subject, language, author, series, publisher, format,
/// price, free=1, sort, page (from 1). Those at their default are left out of addresses.
struct BookFilter {
  std::string subject;                      ///< slug
  std::string language;                     ///< primary subtag
  std::string author;                       ///< slug of a contributor
  std::string series;                       ///< slug; as it is asked for also the name
  std::string publisher;                    ///< name
  std::string format;                       ///< "epub"
  std::optional<catalog::PriceBand> price;  ///< searches only
  bool only_free = false;
  BookSort sort = BookSort::usual;
};
[[nodiscard]] bool is_narrowed(const BookFilter& filter);

/// "/books?subject=money&free=1&page=2". A list that is narrowed to one thing alone is a page of
/// its own: "/subjects/money", "/authors/…", "/series/…", "/publishers/…", "/languages/…",
/// "/formats/…", "/free"; that of a series is known by its slug alone, never by its name.
/// `behind`: the place where the page before ended, for a page behind the first.
std::string books_path(const BookFilter& filter, std::int64_t page = 1,
                       std::string_view behind = {});
/// Parameters: q, the filter, page; `upto` keeps later pages as they are on the first, 0: not.
std::string search_path(std::string_view query, const BookFilter& filter, std::int64_t page = 1,
                        std::int64_t upto = 0);

}  // namespace aan::web
