#pragma once
#include <cstdint>

#include <xapian.h>

#include "adapters/search_xapian/matching.hpp"
#include "adapters/search_xapian/readers.hpp"

namespace aan::search_xapian {

struct CountLimits {
  /// Of a query that may find so many books each is found. Of one that may find more a sample
  /// tells: Xapian's own estimate takes words for independent, which the forms of one word are
  /// least of all, and is wrong by half. Its limit of time is not used: its timer writes onto the
  /// stack of the search that it was set for, also when that one has just ended.
  std::int64_t counted = 200'000;
  /// Of so many books found each is looked at to tell what they are counted by, of more a sample.
  std::int64_t looked_at = 50'000;
  /// So many books a sample has.
  std::int64_t sample = 10'000;
};
inline constexpr std::ptrdiff_t kNewestMax = 1'000;

/// What is counted.
struct Sought {
  Xapian::Query query;   ///< all of it, for Xapian's matcher
  Xapian::Query words;   ///< of terms (`Matching`); empty: every book
  Xapian::Query filter;  ///< the same
  Places also;           ///< books that are found without having the words
  Xapian::docid end;     ///< the newest place that counts
};

/// How many books are found.
struct Found {
  std::int64_t total = 0;
  Places places;  ///< where they stand, or those of a sample
  Places newest;  ///< kNewestMax of them, where every one was found
  [[nodiscard]] bool is_sample() const { return std::ssize(places) != total; }
};

/// Bounds of how many books a query finds, without reading any.
[[nodiscard]] Xapian::MSet bounds_of(Reader& reader, const Xapian::Query& query);

/// How many exactly where it may find up to `counted`, else by a sample: one stretch of
/// neighbouring places in so many, as those that are ranked first, or are the newest, are none. The
/// places of all up to `looked_at`, else of a sample.
[[nodiscard]] Found count(Reader& reader, const Sought& sought, const CountLimits& limits = {});

/// Those of `places` that are found.
[[nodiscard]] Places among(Reader& reader, const Sought& sought, const Places& places);

}  // namespace aan::search_xapian
