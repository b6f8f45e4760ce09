#pragma once
#include <cstdint>
#include <vector>

#include <xapian.h>

#include "adapters/search_xapian/facets.hpp"
#include "adapters/search_xapian/readers.hpp"

namespace aan::search_xapian {

/// Books that a query may find are read one by one, without their values, up to so many (some ten
/// milliseconds); of more they are a sample. Xapian's own estimate takes words for independent,
/// which the forms of one word are least of all, and is wrong by half. Its limit of time is not
/// used: its timer writes onto the stack of the search that it was set for, also when that one has
/// just ended.
inline constexpr Xapian::doccount kCountedMax = 200'000;
/// The places of so many books are kept, to count them by values exactly.
inline constexpr Xapian::doccount kPlacesMax = 50'000;
/// So many books tell what a query is counted by; of more it is estimated.
inline constexpr Xapian::doccount kFacetsReadMax = 2'500;

/// Bounds of how many books a query finds, without reading any.
[[nodiscard]] Xapian::MSet bounds_of(Reader& reader, const Xapian::Query& query);

/// How many books a query finds.
struct Found {
  std::int64_t total = 0;
  std::vector<Xapian::docid> places;  ///< of all of them, ascending, or of none
};

/// Exact up to kCountedMax that it may find, else from a sample. With places where it may find at
/// most kPlacesMax, but too many for `show` to look at each.
[[nodiscard]] Found count(Reader& reader, const Xapian::Query& query);

/// The same where few are expected: exact, without asking for the bounds before.
[[nodiscard]] std::int64_t count_few(Reader& reader, const Xapian::Query& query);

/// Lets `facets` see the books of a query, `total` of them, or a sample: one stretch of
/// neighbouring places in so many, as those that are ranked first, or are the newest, are no
/// sample.
void show(Reader& reader, const Xapian::Query& query, std::int64_t total, FacetSpy& facets);

}  // namespace aan::search_xapian
