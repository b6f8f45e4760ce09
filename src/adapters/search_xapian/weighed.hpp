#pragma once
#include <utility>
#include <vector>

#include <xapian.h>

#include "adapters/search_xapian/matching.hpp"

namespace aan::search_xapian {

/// Places of books that are known already, ascending, and what each weighs.
using WeighedBooks = std::vector<std::pair<Xapian::docid, double>>;

/// A query that finds these books, with these weights; empty of none.
[[nodiscard]] Xapian::Query weighed(WeighedBooks books);
/// The same without any weight.
[[nodiscard]] Xapian::Query these(const Places& places);

}  // namespace aan::search_xapian
