#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/book_view.hpp"

namespace aan::ports {

/// What a reader typed, with the facets chosen. Empty strings mean "any".
struct SearchQuery {
  std::string text;  ///< at most 1,000 bytes are used
  std::string subject_slug;
  std::string language;  ///< any tag of it: regions are not told apart
  bool only_free = false;
  std::int64_t offset = 0;
  std::int64_t limit = 24;  ///< 1 to 100
  Asset free_in;            ///< `only_free` is of this other currency; empty: of the first price
};

struct Facet {
  std::string value;
  std::int64_t count = 0;
};

struct SearchAnswer {
  std::vector<catalog::WorkId> hits;
  std::int64_t total = 0;        ///< exact up to some thousands, then estimated
  std::vector<Facet> subjects;   ///< by slug, of all hits, most first
  std::vector<Facet> languages;  ///< by primary subtag
  std::string suggestion;        ///< a corrected spelling that would find more; empty if none
};

/// A derived index of the catalogue: may lag, can be rebuilt, never the truth. Thread-safe.
class SearchIndex {
 public:
  virtual ~SearchIndex() = default;
  /// Catalogue generation up to which the index is complete; 0 when empty.
  virtual Result<std::int64_t> generation() const = 0;
  /// Errors: invalid (nothing to search for), timeout, unavailable, corrupt (rebuild it).
  virtual Result<SearchAnswer> search(const SearchQuery& query) const = 0;
  /// Replaces or adds books, removes works, and stores `generation`; durable when it returns.
  virtual Result<> apply(const std::vector<catalog::BookDetail>& changed,
                         const std::vector<catalog::WorkId>& removed, std::int64_t generation) = 0;
  /// Empties the index; its generation is 0 then.
  virtual Result<> clear() = 0;
};

}  // namespace aan::ports
