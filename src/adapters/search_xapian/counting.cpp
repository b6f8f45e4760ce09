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

// So that some kFacetsReadMax of so many books are read.
Xapian::docid one_in(std::int64_t books) {
  return static_cast<Xapian::docid>(1 + books / std::int64_t{kFacetsReadMax});
}

Query sample(const Query& query, Xapian::docid one_in) {
  return {Query::OP_AND, query, stretches(one_in)};
}

// Xapian shows the books of one database in the order of their places.
class PlacesSpy final : public Xapian::MatchSpy {
 public:
  void operator()(const Xapian::Document& document, double) override {
    places.push_back(document.get_docid());
  }
  std::vector<Xapian::docid> places;
};

std::vector<Xapian::docid> places_of_term(const Xapian::Database& database,
                                          const std::string& term) {
  return {database.postlist_begin(term), database.postlist_end(term)};
}

Found count_with_places(Reader& reader, const Query& query) {
  PlacesSpy spy;
  if (query.get_type() == Query::LEAF_TERM)
    spy.places = places_of_term(reader.database, *query.get_terms_begin());
  else
    read(reader, query, reader.database.get_doccount(), &spy);
  const auto total = static_cast<std::int64_t>(spy.places.size());
  return {total, std::move(spy.places)};
}

}  // namespace

Xapian::MSet bounds_of(Reader& reader, const Query& query) {
  return read(reader, query, Xapian::doccount{0});
}

Found count(Reader& reader, const Query& query) {
  const Xapian::MSet bounds = bounds_of(reader, query);
  const std::int64_t least = bounds.get_matches_lower_bound();
  const Xapian::doccount most = bounds.get_matches_upper_bound();
  if (most > kFacetsReadMax && most <= kPlacesMax) return count_with_places(reader, query);
  if (least == most) return {least, {}};
  const Xapian::doccount all = reader.database.get_doccount();
  if (most <= kCountedMax) return {count_few(reader, query), {}};
  const Xapian::docid one = one_in(bounds.get_matches_estimated());
  const std::int64_t found = read(reader, sample(query, one), all).get_matches_lower_bound();
  return {std::clamp<std::int64_t>(found * one, least, most), {}};
}

std::int64_t count_few(Reader& reader, const Query& query) {
  return read(reader, query, reader.database.get_doccount()).get_matches_lower_bound();
}

void show(Reader& reader, const Query& query, std::int64_t total, FacetSpy& facets) {
  const bool is_few = total <= std::int64_t{kFacetsReadMax};
  read(reader, is_few ? query : sample(query, one_in(total)), reader.database.get_doccount(),
       &facets);
}

}  // namespace aan::search_xapian
