#pragma once
#include "adapters/search_xapian/matching.hpp"
#include "adapters/search_xapian/query.hpp"
#include "adapters/search_xapian/readers.hpp"
#include "adapters/search_xapian/weighed.hpp"

namespace aan::search_xapian {

/// Books, and what they weigh.
struct Begun {
  WeighedBooks books;
  /// The same for Xapian's matcher; empty if there are none.
  [[nodiscard]] Xapian::Query query() const;
  [[nodiscard]] Places places() const;
};

/// Books whose title or author's name begins with a text that somebody is still typing: "Pride and
/// Prejudice" of "pride and pre". An article before it may be left off. They weigh more than others
/// gain by their words, those of most editions the most, and one edition, or one book of an author,
/// more than the others. Of a single word books of whoever is called so stand behind titles. Empty
/// where the last word is whole: no longer word is more frequent there.
Begun begun_so(Reader& reader, const AskedText& asked);

/// The same as `query`, where what has a longer word beside the one before the last gains by it:
/// "The Life of Jane Austen" of "jane aus". The same query where the last word is whole.
Xapian::Query with_begun_pair(Reader& reader, const AskedText& asked, const Xapian::Query& query);

}  // namespace aan::search_xapian
