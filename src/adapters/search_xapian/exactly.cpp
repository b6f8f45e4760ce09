#include "adapters/search_xapian/exactly.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "adapters/search_xapian/counting.hpp"
#include "adapters/search_xapian/query.hpp"

namespace aan::search_xapian {
namespace {

using Xapian::Query;
using Places = std::vector<Xapian::docid>;

// The first at or behind `place`, which is looked for in steps that double.
Places::const_iterator skip_to(Places::const_iterator at, Places::const_iterator end,
                               Xapian::docid place) {
  std::ptrdiff_t step = 1;
  while (end - at > step && at[step] < place) {
    at += step;
    step *= 2;
  }
  return std::lower_bound(at, at + std::min(step + 1, end - at), place);
}

// How many of the places have a term: each list skips to where the other one stands.
std::int64_t places_with(const Xapian::Database& database, const std::string& term,
                         const Places& places) {
  std::int64_t books = 0;
  const auto end = database.postlist_end(term);
  auto place = places.begin();
  for (auto at = database.postlist_begin(term); at != end && place != places.end();) {
    if (*at < *place) {
      at.skip_to(*place);
    } else if (*at > *place) {
      place = skip_to(place, places.end(), *at);
    } else {
      ++books;
      ++at;
      ++place;
    }
  }
  return books;
}

void walk(const Xapian::Database& database, const Places& places,
          const std::vector<std::string>& terms, std::vector<ValueCount>& counts) {
  for (std::size_t i = 0; i < terms.size(); ++i) counts[i].most = database.get_termfreq(terms[i]);
  std::vector<std::size_t> rarest_first(terms.size());
  std::iota(rarest_first.begin(), rarest_first.end(), std::size_t{0});
  std::ranges::sort(rarest_first, {}, [&](std::size_t i) { return counts[i].most; });
  std::int64_t left = kWalkedMax;
  for (const std::size_t i : rarest_first) {
    left -= counts[i].most;
    if (left < 0) return;
    counts[i].exact = places_with(database, terms[i], places);
  }
}

// In one pass over the books that have any of those that few books have.
void recount(Reader& reader, const Query& query, const std::vector<FacetValue>& values,
             const std::vector<std::string>& terms, const Asset& currency,
             std::vector<ValueCount>& counts) {
  std::int64_t left = kRecountedMax;
  std::array<int, kFacetKinds.size()> of_kind{};
  std::vector<std::size_t> chosen;
  std::vector<Query> few;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool is_full = ++of_kind[std::to_underlying(values[i].kind)] <= kRecountedOfKindMax;
    if (values[i].is_rough && !is_full) continue;
    counts[i].most = reader.database.get_termfreq(terms[i]);
    if (!values[i].is_rough || counts[i].most > left) continue;
    left -= counts[i].most;
    chosen.push_back(i);
    few.emplace_back(terms[i]);
  }
  if (few.empty()) return;
  FacetSpy all({kFacetKinds.begin(), kFacetKinds.end()}, currency, kRecountedMax);
  show(reader, Query(Query::OP_FILTER, query, Query(Query::OP_OR, few.begin(), few.end())), 0, all);
  for (const std::size_t i : chosen) counts[i].exact = all.books_with(values[i]);
}

}  // namespace

CountValues exactly(Reader& reader, const Query& query, std::int64_t total, const Places& places,
                    const Asset& currency) {
  return [&, total](const std::vector<FacetValue>& values) {
    std::vector<std::string> terms;
    for (const FacetValue& one : values) terms.push_back(facet_term(currency, one.kind, one.value));
    std::vector<ValueCount> counts(values.size());
    if (static_cast<std::int64_t>(places.size()) == total)
      walk(reader.database, places, terms, counts);
    else
      recount(reader, query, values, terms, currency, counts);
    return counts;
  };
}

}  // namespace aan::search_xapian
