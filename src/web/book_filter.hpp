#pragma once
#include <cstdint>

#include "net/http.hpp"
#include "web/view/browse_pages.hpp"

namespace aan::web {

/// Books on one page of a list, and the last page that can be asked for.
inline constexpr std::int64_t kPageSize = 24;
inline constexpr std::int64_t kPageMax = 2000;

/// `?page=`: from 1; what is no number is the first page.
std::int64_t page_number(const net::Request& request);
/// How many pages `total` books fill; never none.
std::int64_t pages_of(std::int64_t total);
/// `?subject=&language=&author=&series=&free=1&sort=`: cut to 200 bytes each, unknown words
/// ignored, a language without its region.
BookFilter filter_of(const net::Request& request);

}  // namespace aan::web
