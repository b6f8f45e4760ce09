#pragma once
#include <vector>

#include <xapian.h>

#include "adapters/search_xapian/facets.hpp"
#include "adapters/search_xapian/readers.hpp"

namespace aan::search_xapian {

/// Postings of values that are walked to count them among the books found: the values that fewest
/// books of the shop have come first.
inline constexpr Xapian::doccount kWalkedMax = 100'000;
/// Where the places of the books found are not known, so many books are read to count by values of
/// which a sample says too little: of the kRecountedOfKindMax fullest of a kind.
inline constexpr Xapian::doccount kRecountedMax = 1'500;
inline constexpr int kRecountedOfKindMax = 8;

/// Counts values of the books of a query, `total` of them. `places`: where they stand, ascending;
/// not all of them: it is not known. `currency`: of the prices. What it is given must outlive it.
CountValues exactly(Reader& reader, const Xapian::Query& query, std::int64_t total,
                    const std::vector<Xapian::docid>& places, const Asset& currency);

}  // namespace aan::search_xapian
