#include "adapters/search_xapian/searcher.hpp"

#include <algorithm>
#include <memory>

#include "adapters/search_xapian/document.hpp"
#include "adapters/search_xapian/facets.hpp"
#include "adapters/search_xapian/newest.hpp"
#include "adapters/search_xapian/query.hpp"
#include "adapters/search_xapian/suggest.hpp"
#include "adapters/search_xapian/terms.hpp"

namespace aan::search_xapian {
namespace {

using Xapian::Query;

constexpr std::int64_t kPageMax = 100;
constexpr std::int64_t kSuggestBelow = 5;
// After this Xapian stops counting and only looks for better hits.
[[maybe_unused]] constexpr double kCountingSecondsMax = 0.05;
// Newest first looks at so many places of the newest end, then at four times as many, and so on.
constexpr std::uint64_t kFirstStretch = 4'096;
constexpr Xapian::doccount kFacetSampleMin = 1'000;

struct Page {
  Xapian::doccount first;
  Xapian::doccount size;
};

Page page_of(const ports::SearchQuery& query) {
  const auto first = std::clamp<std::int64_t>(query.offset, 0, kHitsReachableMax);
  const auto size =
      std::min(std::clamp<std::int64_t>(query.limit, 1, kPageMax), kHitsReachableMax - first);
  return {static_cast<Xapian::doccount>(first), static_cast<Xapian::doccount>(size)};
}

void fill(ports::SearchAnswer& answer, const Xapian::MSet& set, const FacetSpy& facets) {
  for (auto at = set.begin(); at != set.end(); ++at)
    answer.hits.push_back({work_id_of(at.get_document().get_data())});
  answer.subjects = facets.subjects(answer.total);
  answer.languages = facets.languages(answer.total);
}

// BM25 with less weight on length than usual: a book is no better for lacking a description.
ports::SearchAnswer ranked(Reader& reader, const Query& text, const Query& filter, Page page) {
  FacetSpy facets;
  Xapian::Enquire enquire(reader.database);
  enquire.set_query(filter.empty() ? text : Query(Query::OP_FILTER, text, filter));
  enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 1, 0.3, 0.5));
  enquire.set_docid_order(Xapian::Enquire::DESCENDING);
#ifndef AAN_UNDER_THREAD_SANITIZER  // the thread of glibc's timers is none that it knows
  enquire.set_time_limit(kCountingSecondsMax);
#endif
  enquire.add_matchspy(&facets);
  const Xapian::MSet set = enquire.get_mset(page.first, page.size, kCountedExactly);
  ports::SearchAnswer answer;
  answer.total = set.get_matches_estimated();
  fill(answer, set, facets);
  return answer;
}

Xapian::MSet unranked(Reader& reader, const Query& query, Page page, Xapian::doccount counted,
                      FacetSpy* facets = nullptr) {
  Xapian::Enquire enquire(reader.database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_docid_order(Xapian::Enquire::DESCENDING);
  if (facets != nullptr) enquire.add_matchspy(facets);
  return enquire.get_mset(page.first, page.size, counted);
}

// Exact without reading where the query is a single term.
std::int64_t count(Reader& reader, const Query& query) {
  const Xapian::MSet bounds = unranked(reader, query, {0, 0}, 0);
  if (bounds.get_matches_lower_bound() == bounds.get_matches_upper_bound())
    return bounds.get_matches_lower_bound();
  return unranked(reader, query, {0, 0}, kCountedExactly).get_matches_estimated();
}

ports::SearchAnswer newest(Reader& reader, const Query& filter, Page page) {
  ports::SearchAnswer answer;
  answer.total = count(reader, filter);
  const auto enough = std::max(page.first + page.size, kFacetSampleMin);
  const Xapian::docid last = reader.database.get_lastdocid();
  const bool is_small = answer.total <= static_cast<std::int64_t>(kFirstStretch);
  for (std::uint64_t stretch = kFirstStretch;; stretch *= 4) {
    FacetSpy facets;
    const bool is_all = is_small || stretch >= last;
    Query query = filter;
    if (!is_all) {
      auto source = std::make_unique<FromPlace>(last - static_cast<Xapian::docid>(stretch) + 1);
      query = Query(Query::OP_AND, filter, Query(source.release()->release()));
    }
    const Xapian::MSet set = unranked(reader, query, page, kCountedExactly, &facets);
    if (!is_all && set.get_matches_lower_bound() < enough) continue;
    if (is_all) answer.total = set.get_matches_estimated();
    fill(answer, set, facets);
    return answer;
  }
}

std::string suggestion(Reader& reader, const AskedText& asked, const Query& filter,
                       std::int64_t found) {
  std::string better = corrected(reader.database, asked);
  if (better.empty()) return better;
  Query query = text_query(understand(better), reader.stemmers);
  if (!filter.empty()) query = Query(Query::OP_FILTER, query, filter);
  return count(reader, query) > found ? better : std::string();
}

}  // namespace

ports::SearchAnswer search_in(Reader& reader, const ports::SearchQuery& query) {
  const Page page = page_of(query);
  const Query filter = filter_query(query);
  if (query.text.empty()) return newest(reader, filter, page);
  const AskedText asked = understand(query.text);
  if (asked.is_empty()) return {};
  ports::SearchAnswer answer = ranked(reader, text_query(asked, reader.stemmers), filter, page);
  if (answer.total < kSuggestBelow)
    answer.suggestion = suggestion(reader, asked, filter, answer.total);
  return answer;
}

}  // namespace aan::search_xapian
