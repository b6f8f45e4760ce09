#pragma once
#include <string>
#include <vector>

#include "service/browsing/search.hpp"

namespace aan::service {

/// What stands on one shelf and is called what was typed. Few of each. Counts are of the whole
/// shelf, also of books that were not found.
struct CalledSo {
  std::vector<NamedFacet> authors;   ///< of books that were found
  std::vector<NamedFacet> series;    ///< the same; uncounted
  std::vector<NamedFacet> subjects;  ///< the same
};
/// Those whose names have a word that begins with each word of `text`, from a snapshot that is
/// open. Errors: of the store.
Result<CalledSo> called_so(const ports::CatalogStore& catalog, const std::string& text,
                           const SearchView& found);

/// What somebody who is typing may be looking for. Few of each.
struct Suggestions {
  std::string corrected;  ///< the spelling that they are of, when the one typed finds nothing
  std::vector<catalog::BookSummary> books;  ///< best first
  CalledSo shelves;
  std::int64_t total = 0;  ///< books that a search would find
};

/// `text`: as far as it is typed, its last word perhaps not whole; nothing for less than two
/// letters. One search, one snapshot. Errors: those of the index.
Result<Suggestions> suggest(const Room& room, const ports::SearchIndex& index,
                            const std::string& text);

}  // namespace aan::service
