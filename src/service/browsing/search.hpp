#pragma once
#include "ports/search_index.hpp"
#include "service/browsing/browse.hpp"

namespace aan::service {

/// A value that hits can be narrowed to, by the name that it has in the catalogue.
struct NamedFacet {
  std::string slug;
  std::string name;
  std::int64_t count = 0;
  bool is_estimate = false;
};
struct SearchView {
  ports::SearchAnswer answer;
  std::string corrected;  ///< the spelling that was searched instead, as the one asked found none
  std::vector<catalog::BookSummary> books;  ///< the hits of this page that are listed now
  std::vector<NamedFacet> subjects;         ///< those of the answer, the fullest ones
  std::vector<NamedFacet> authors;
  std::string subject;  ///< names of what was asked for; the slug where there is no such
  std::string author;
};
/// An answer of the index, and the spelling that it is of when that is not the one asked.
struct SpeltAnswer {
  ports::SearchAnswer answer;
  std::string corrected;
};

/// Asks the index; words that find nothing are searched in their corrected spelling, if that finds
/// some. Errors: invalid (nothing to search for); whatever else is wrong with the index is
/// unavailable "search_rests", with when to try again.
Result<SpeltAnswer> ask_index(const ports::SearchIndex& index, const ports::SearchQuery& query);
/// The same, where an ISBN that the index does not know is looked for in the catalogue, unless
/// something narrows the search: that of a book that was merged finds the one that stands for it.
Result<SpeltAnswer> ask_index(const Room& room, const ports::SearchIndex& index,
                              const ports::SearchQuery& query);
/// The values of an answer with their names, at most `limit`; what the catalogue does not know any
/// more is left out.
Result<std::vector<NamedFacet>> named(const ports::CatalogStore& catalog, ports::ShelfKind kind,
                                      const std::vector<ports::Facet>& facets, std::size_t limit);

/// What the index answered, shown from a snapshot that is open.
Result<SearchView> show_found(const ports::Snapshot& at, const catalog::CurrencyChoice& choice,
                              SpeltAnswer spelt, const ports::SearchQuery& asked);
/// What the index finds, as `ask_index` does, shown from one snapshot of the catalogue. The index
/// may be behind the catalogue for a moment. Errors: as those of `ask_index`. `shown`: as in
/// `browse`.
Result<SearchView> search(const Room& room, const ports::SearchIndex& index,
                          const ports::SearchQuery& query, const Asset& shown = {});
/// The same search, with everything that is known of each book. Errors: as those of `search`.
Result<WholeBooks> search_whole_books(const Room& room, const ports::SearchIndex& index,
                                      const ports::SearchQuery& query, const Asset& shown = {});

struct IndexStep {
  std::int64_t works = 0;  ///< that changed
  bool is_last = false;    ///< the index is where the catalogue was
};
/// Brings the index nearer to the catalogue's generation by some hundred works. An index that
/// reports corruption, or is ahead of the catalogue, is cleared and built again.
Result<IndexStep> step_index(const Room& room, ports::SearchIndex& index);
/// All steps. Returns how many works changed.
Result<std::int64_t> catch_up_index(const Room& room, ports::SearchIndex& index);

}  // namespace aan::service
