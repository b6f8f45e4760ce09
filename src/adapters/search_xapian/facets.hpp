#pragma once
#include <cstdint>
#include <vector>

#include "adapters/search_xapian/counting.hpp"
#include "adapters/search_xapian/facet_table.hpp"
#include "ports/search_index.hpp"

namespace aan::search_xapian {

/// A count by a sample rests on so many books that were read, or is none,
inline constexpr std::int64_t kFacetReadMin = 30;
/// and that of an author, whose books often stand together, on so many stretches of neighbours.
inline constexpr std::int64_t kFacetStretchesMin = 8;
/// Of a value of which a sample says too little the books are counted, of so many altogether: of
/// the kRecountedOfKindMax fullest of a kind.
inline constexpr std::int64_t kRecountedMax = 1'500;
inline constexpr int kRecountedOfKindMax = 8;

/// Writes the fullest values of each of `kinds` among the books found into the answer: as they were
/// counted, or, of a sample, scaled to the total, to no more than the shop has, which makes an
/// estimate of it.
void write_facets(Reader& reader, const Sought& sought, const Found& found,
                  const std::vector<FacetKind>& kinds, const Asset& currency,
                  ports::SearchAnswer& answer);

}  // namespace aan::search_xapian
