#pragma once
#include <xapian.h>

#include "adapters/search_xapian/query.hpp"
#include "adapters/search_xapian/readers.hpp"

namespace aan::search_xapian {

/// So many books are ranked one by one; of more those alone among which the best stand.
inline constexpr Xapian::doccount kRankedMax = 3'000;
/// The same where a spelling is tried, one of many, of which the best book alone is asked for.
inline constexpr Xapian::doccount kRankedOfSpellingMax = 1'000;

/// Which books of a text are ranked.
struct Scope {
  Xapian::Query among;             ///< empty: all that have the words
  Xapian::doccount estimated = 0;  ///< books with the words, when not all are ranked
  [[nodiscard]] bool is_everything() const { return among.empty(); }
};

/// Of words that very many books have ("history", "of the") those books come first that have them
/// in the title or in a name; where that are too many still, those that are called nothing else,
/// and the newest with the words. `all`: the whole query, filters too. `end`: the newest place.
/// `newest`: the newest books of it, where they are known. `most`: so many books are not too many.
Scope scope_of(Reader& reader, const AskedText& asked, Demand demand, const Xapian::Query& all,
               Xapian::docid end, const Places& newest, Xapian::doccount most = kRankedMax);

/// The same as `all`, with the books of the scope before all others: for pages behind them.
Xapian::Query scope_first(const Xapian::Query& all, const Scope& scope);

}  // namespace aan::search_xapian
