#pragma once
#include "adapters/search_xapian/readers.hpp"
#include "ports/search_index.hpp"

namespace aan::search_xapian {

/// Counts are exact up to so many books, and facets are sampled from so many: what bounds the time
/// that counting takes. Xapian's own limit of time is not used: its timer writes onto the stack of
/// the search that it was set for, also when that one has just ended.
inline constexpr Xapian::doccount kCountedExactly = 3'000;
/// Later pages are empty: nobody reads that far, and each costs more than the one before.
inline constexpr std::int64_t kHitsReachableMax = 10'000;

/// One search on one view. Throws Xapian::Error.
ports::SearchAnswer search_in(Reader& reader, const ports::SearchQuery& query);

}  // namespace aan::search_xapian
