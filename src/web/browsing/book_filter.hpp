#pragma once
#include <cstdint>

#include "net/http.hpp"
#include "web/view/books/list_filter.hpp"

namespace aan::web {

/// Books on one page of a list, and the last page that can be asked for: beyond what any shop has.
/// A late page by its number costs the store little, as it skips in an index.
inline constexpr std::int64_t kPageSize = 24;
inline constexpr std::int64_t kPageMax = 1'000'000;

/// `?page=`, or another name: from 1; the first when it is missing or empty, as forms send it.
/// Errors: invalid (no whole number), not_found (no list is so long).
Result<std::int64_t> page_number(const net::Request& request, const char* name = "page");
/// How many pages `total` books fill; never none, and none that could not be asked for.
std::int64_t pages_of(std::int64_t total);
/// The same of what a search finds, of which only the first can be reached.
std::int64_t pages_of_found(std::int64_t total);
/// `?subject=&language=&author=&series=&publisher=&format=&free=1&sort=`, and what the path of a
/// page of its own names ("/authors/{name}"); what is empty narrows nothing, a language is taken
/// without its region. Errors: invalid, naming the field: over 200 bytes, or none of the values
/// that it can have.
Result<BookFilter> filter_of(const net::Request& request);
/// The same of a search, which knows prices, and other orders.
Result<BookFilter> search_filter_of(const net::Request& request);
/// Whether the path names what the list is of.
bool names_a_shelf(const net::Request& request);
/// `?upto=`: 0 when it is missing. Errors: invalid (see `service::parse_upto`).
Result<std::int64_t> upto_of(const net::Request& request);
/// `?q=`, trimmed. Errors: invalid (over 1,000 bytes).
Result<std::string> search_text(const net::Request& request);

}  // namespace aan::web
