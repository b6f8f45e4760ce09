#include "adapters/search_xapian/counting.hpp"

#include <algorithm>
#include <utility>

#include "adapters/search_xapian/stretches.hpp"
#include "adapters/search_xapian/unranked.hpp"

namespace aan::search_xapian {
namespace {

using Xapian::Query;

Xapian::MSet read(Reader& reader, const Query& query, Xapian::doccount counted,
                  Xapian::MatchSpy* spy = nullptr) {
  Xapian::Enquire enquire(reader.database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Unranked());
  if (spy != nullptr) enquire.add_matchspy(spy);
  return enquire.get_mset(0, 0, counted);
}

// Xapian shows the books of one database in the order of their places.
class PlacesSpy final : public Xapian::MatchSpy {
 public:
  void operator()(const Xapian::Document& document, double) override {
    places.push_back(document.get_docid());
  }
  Places places;
};

Query of_terms(const Sought& sought) {
  if (sought.words.empty()) return sought.filter.empty() ? Query::MatchAll : sought.filter;
  return sought.filter.empty() ? sought.words
                               : Query(Query::OP_FILTER, sought.words, sought.filter);
}

Found sample(Reader& reader, const Sought& sought, std::int64_t size) {
  const Xapian::MSet bounds = bounds_of(reader, sought.query);
  const std::int64_t least = bounds.get_matches_lower_bound();
  const std::int64_t most = bounds.get_matches_upper_bound();
  const auto one_in = static_cast<Xapian::docid>(1 + bounds.get_matches_estimated() / size);
  PlacesSpy spy;
  read(reader, Query(Query::OP_AND, sought.query, stretches(one_in)),
       reader.database.get_doccount(), &spy);
  const std::int64_t seen = std::ssize(spy.places);
  return {std::clamp(seen * one_in, std::max(least, seen), most), std::move(spy.places), {}};
}

// One stretch in so many, as `stretches` takes them.
Places thinned(const Places& places, std::int64_t size) {
  const auto one_in = static_cast<Xapian::docid>(1 + std::ssize(places) / size);
  Places some;
  some.reserve(places.size() / one_in);
  for (const Xapian::docid place : places)
    if (place / kStretch % one_in == 0) some.push_back(place);
  return some;
}

// Found without the words.
Places others(Reader& reader, const Sought& sought) {
  if (sought.also.empty() || sought.filter.empty()) return sought.also;
  return Matching(reader.database, sought.filter).among(sought.also);
}

void cut(Places& places, Xapian::docid end) {
  places.erase(std::ranges::upper_bound(places, end), places.end());
}

}  // namespace

Xapian::MSet bounds_of(Reader& reader, const Query& query) {
  return read(reader, query, Xapian::doccount{0});
}

Found count(Reader& reader, const Sought& sought, const CountLimits& limits) {
  const Matching matching(reader.database, of_terms(sought));
  if (matching.most() > limits.counted) return sample(reader, sought, limits.sample);
  Places places = either(matching.all(), others(reader, sought));
  cut(places, sought.end);
  const std::int64_t total = std::ssize(places);
  Places newest(places.end() - std::min(kNewestMax, std::ssize(places)), places.end());
  return {total, total <= limits.looked_at ? std::move(places) : thinned(places, limits.sample),
          std::move(newest)};
}

Places among(Reader& reader, const Sought& sought, const Places& places) {
  if (places.empty()) return {};
  Places found = either(Matching(reader.database, of_terms(sought)).among(places),
                        both(places, others(reader, sought)));
  cut(found, sought.end);
  return found;
}

}  // namespace aan::search_xapian
