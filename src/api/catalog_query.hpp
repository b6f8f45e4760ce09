#pragma once
#include <cstdint>
#include <string>

#include "api/problem.hpp"
#include "net/form.hpp"
#include "ports/search_index.hpp"
#include "service/browsing/browse.hpp"
#include "service/room.hpp"

namespace aan::api {

// What the routes of the catalogue read from a query string. Errors of all: a request with the
// names of what is wrong.

inline constexpr std::int64_t kBooksMax = 100;
inline constexpr std::size_t kSearchBytesMax = 1000;
inline constexpr std::size_t kFilterBytesMax = 200;

struct Window {
  std::int64_t limit;
  std::int64_t offset;
};
Answer<Window> read_window(const net::FormFields& query, std::int64_t limit_default);
/// Empty when it was not sent.
Answer<std::string> read_text(const net::FormFields& query, std::string_view name,
                              std::size_t bytes_max = kFilterBytesMax);
/// A place in a list, as an answer before named it.
Answer<std::string> read_cursor(const net::FormFields& query);
/// Which part of what is found is asked for: a query with `limit`, `offset` and `upto`, nothing
/// else. A cursor says the last two.
Answer<ports::SearchQuery> read_search_window(const net::FormFields& query,
                                              std::int64_t limit_default);
/// The cursor of the page behind this one; empty when there is none. `total`, `upto`: of the
/// answer.
std::string next_search_page(const ports::SearchQuery& query, std::int64_t total,
                             std::int64_t upto);
/// In which prices are asked for; empty: the shop's own.
Answer<Asset> read_currency(const service::Room& room, const net::FormFields& query);
/// The first version knew categories by their names; a slug is its own slug.
Answer<std::string> read_category(const net::FormFields& query);

}  // namespace aan::api
