#include "adapters/search_xapian/scope.hpp"

#include <algorithm>
#include <memory>

#include "adapters/search_xapian/counting.hpp"
#include "adapters/search_xapian/newest.hpp"
#include "adapters/search_xapian/weighed.hpp"

namespace aan::search_xapian {
namespace {

using Xapian::Query;

// Newest books are taken so many places back, then four times as many, and so on.
constexpr std::uint64_t kFirstStretch = 2'048;
constexpr std::uint64_t kStretchGrows = 4;
// More than any book can gain by its words.
constexpr double kAhead = 1'000;

bool has_enough(Reader& reader, const std::string& term, Xapian::docid first, Xapian::docid end,
                Xapian::doccount enough) {
  Xapian::doccount books = 0;
  auto at = reader.database.postlist_begin(term);
  for (at.skip_to(first); at != reader.database.postlist_end(term) && *at <= end; ++at)
    if (++books >= enough) return true;
  return false;
}

// The newest books, so far back that enough of them have the term. Empty if that is everywhere.
Query newest_with(Reader& reader, const std::string& term, Xapian::docid end,
                  Xapian::doccount enough) {
  for (std::uint64_t stretch = kFirstStretch; stretch < end; stretch *= kStretchGrows) {
    const Xapian::docid first = end - static_cast<Xapian::docid>(stretch) + 1;
    if (has_enough(reader, term, first, end, enough)) return places(first, end);
  }
  return {};
}

}  // namespace

Scope scope_of(Reader& reader, const AskedText& asked, Demand demand, const Query& all,
               Xapian::docid end, const Places& newest, Xapian::doccount most) {
  if (asked.words.empty() || reader.database.get_doccount() <= most) return {};
  const Xapian::MSet bounds = bounds_of(reader, all);
  if (bounds.get_matches_upper_bound() <= most) return {};
  Scope scope{{}, bounds.get_matches_estimated()};
  if (demand == Demand::all) {
    scope.among = called_so(reader, asked);
    if (bounds_of(reader, Query(Query::OP_FILTER, all, scope.among)).get_matches_upper_bound() <=
        most)
      return scope;
  }
  // A quarter of the most is enough: the stretch before had less, and this one is four times as
  // long.
  const Query some = newest.empty() ? newest_with(reader, term_to_measure(reader, asked, demand),
                                                  end, most / kStretchGrows)
                                    : these(newest);
  if (some.empty()) return {};
  scope.among = Query(Query::OP_OR, called_just_so(asked), some);
  return scope;
}

Query scope_first(const Query& all, const Scope& scope) {
  auto ahead = std::make_unique<Xapian::FixedWeightPostingSource>(kAhead);
  return {Query::OP_AND_MAYBE, all,
          Query(Query::OP_FILTER, Query(ahead.release()->release()), scope.among)};
}

}  // namespace aan::search_xapian
