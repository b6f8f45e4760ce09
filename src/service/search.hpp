#pragma once
#include "ports/search_index.hpp"
#include "service/browse.hpp"

namespace aan::service {

struct SearchView {
  ports::SearchAnswer answer;
  std::vector<catalog::BookSummary> books;      ///< the hits of this page that are listed now
  std::vector<catalog::SubjectCount> subjects;  ///< all of the catalogue's, for the facets' names
};

/// What the index finds, shown from one snapshot of the catalogue. The index may be behind it for
/// a moment. Errors: those of the index; invalid for an empty query.
Result<SearchView> search(const Room& room, const ports::SearchIndex& index,
                          const ports::SearchQuery& query);
/// The same hits with everything that is known of each book.
Result<WholeBooks> search_whole_books(const Room& room, const ports::SearchIndex& index,
                                      const ports::SearchQuery& query);

/// Brings the index to the catalogue's generation, in steps. Returns how many works changed.
/// An index that reports corruption is cleared and built again.
Result<std::int64_t> catch_up_index(const Room& room, ports::SearchIndex& index);
/// Clears and builds again.
Result<std::int64_t> rebuild_index(const Room& room, ports::SearchIndex& index);

}  // namespace aan::service
