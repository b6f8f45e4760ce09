#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/book_view.hpp"
#include "domain/catalog/price_band.hpp"

namespace aan::ports {

/// How hits stand.
enum class SearchOrder : std::uint8_t {
  best,  ///< by how well they fit; without text newest first
  newest,
  title,
  cheapest,  ///< by the shop's own price; books without one last
  dearest,   ///< the same
};

/// What a reader typed, with the facets chosen. Empty strings mean "any".
struct SearchQuery {
  std::string text;  ///< at most 1,000 bytes are used
  std::string subject_slug;
  std::string language;  ///< any tag of it: regions are not told apart
  bool only_free = false;
  std::int64_t offset = 0;
  std::int64_t limit = 24;  ///< 1 to 100
  Asset free_in;  ///< `only_free` and `price` are of this other currency; empty: of the first price
  std::string author_slug;
  std::string format;  ///< "epub"
  std::optional<catalog::PriceBand> price;
  SearchOrder order = SearchOrder::best;
  /// `SearchAnswer::upto` of an earlier page: what was listed after it is left out, so that it
  /// moves nothing from page to page. 0: nothing is.
  std::int64_t upto = 0;
  /// Whether a text that nothing has all the words of is looked for with one word less, then two.
  bool may_be_loose = true;

  /// True when something narrows the hits beside the text.
  [[nodiscard]] bool is_narrowed() const {
    return only_free || price || !subject_slug.empty() || !language.empty() ||
           !author_slug.empty() || !format.empty();
  }
};

struct Facet {
  std::string value;
  std::int64_t count = 0;
  bool is_estimate = false;  ///< scaled from a sample, as there are too many hits to count
};

/// Facets count all hits, most first. One of what is narrowed by counts what there would be without
/// that, under everything else that is asked: what choosing another one instead would leave.
struct SearchAnswer {
  std::vector<catalog::WorkId> hits;
  std::int64_t total = 0;        ///< exact up to 200,000, else by a sample
  std::vector<Facet> subjects;   ///< by slug
  std::vector<Facet> languages;  ///< by primary subtag
  std::vector<Facet> authors;    ///< by slug
  std::vector<Facet> formats;
  std::vector<Facet> prices;  ///< by the name of the `PriceBand`, cheapest first
  std::string suggestion;     ///< a corrected spelling that would find more; empty if none
  bool is_loose = false;      ///< nothing has all the words: the hits lack one of them or two
  std::int64_t upto = 0;      ///< where the catalogue ended, for the next page
};

/// A derived index of the catalogue: may lag, can be rebuilt, never the truth. Thread-safe.
class SearchIndex {
 public:
  virtual ~SearchIndex() = default;
  /// Catalogue generation up to which the index is complete; 0 when empty.
  virtual Result<std::int64_t> generation() const = 0;
  /// Errors: invalid (nothing to search for), unavailable, corrupt (rebuild it).
  virtual Result<SearchAnswer> search(const SearchQuery& query) const = 0;
  /// Makes what the first search would wait for; nothing once that is done. Searches may go on
  /// meanwhile. What goes wrong the next search says.
  virtual void warm_up() const {}
  /// Replaces or adds books, removes works, and stores `generation`; durable when it returns.
  virtual Result<> apply(const std::vector<catalog::BookDetail>& changed,
                         const std::vector<catalog::WorkId>& removed, std::int64_t generation) = 0;
  /// Empties the index; its generation is 0 then.
  virtual Result<> clear() = 0;
  /// An empty index beside this one, to be filled while this one is searched. One that was begun
  /// before and has not taken over is given up. Errors: unavailable (the disk, another process).
  virtual Result<std::shared_ptr<SearchIndex>> begin_anew() = 0;
  /// What `begin_anew` gave last takes this one's place, whole and at once: a search finds what
  /// was here or what is there. Durable when it returns; `fresh` is of no use then. Errors:
  /// conflict (it is not the last, or has taken over before), unavailable (nothing is changed).
  virtual Result<> take_over(const std::shared_ptr<SearchIndex>& fresh) = 0;
};

}  // namespace aan::ports
