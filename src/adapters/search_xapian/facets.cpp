#include "adapters/search_xapian/facets.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/search_xapian/query.hpp"
#include "domain/catalog/price_band.hpp"

namespace aan::search_xapian {
namespace {

std::vector<ports::Facet>& place_of(ports::SearchAnswer& answer, FacetKind kind) {
  switch (kind) {
    case FacetKind::subject: return answer.subjects;
    case FacetKind::language: return answer.languages;
    case FacetKind::author: return answer.authors;
    case FacetKind::format: return answer.formats;
    case FacetKind::price: return answer.prices;
  }
  return answer.subjects;
}

std::int64_t rank_of(const ports::Facet& price) {
  const auto band = catalog::parse_price_band(price.value);
  return band ? std::to_underlying(*band) : -1;
}

constexpr auto kIsFuller = [](const ports::Facet& a, const ports::Facet& b) {
  return a.count != b.count ? a.count > b.count : a.value < b.value;
};

bool is_rough(const FacetCount& one) {
  return one.books < kFacetReadMin ||
         (one.kind == FacetKind::author && one.stretches < kFacetStretchesMin);
}

// What a sample says. Those of which it says too little come last, and are counted.
struct Scaled {
  Reader& reader;
  const Sought& sought;
  const Found& found;
  const Asset& currency;

  void write(std::vector<FacetCount> counts, ports::SearchAnswer& answer) const {
    reader.facets->count_stretches(found.places, counts);
    const auto read = std::ssize(found.places);
    std::array<int, kFacetKinds.size()> of_kind{};
    std::int64_t left = kRecountedMax;
    std::vector<FacetCount> rough;
    Places with_them;
    for (FacetCount& one : counts) {
      const bool is_full = ++of_kind[std::to_underlying(one.kind)] <= kRecountedOfKindMax;
      if (is_rough(one) && !is_full) continue;
      const Matching having(reader.database,
                            Xapian::Query(facet_term(currency, one.kind, one.value)));
      if (!is_rough(one)) {
        const std::int64_t scaled = std::min(one.books * found.total / read, having.most());
        place_of(answer, one.kind).push_back({std::move(one.value), scaled, true});
      } else if (having.most() <= left) {
        left -= having.most();
        with_them = either(with_them, having.all());
        rough.push_back(std::move(one));
      }
    }
    reader.facets->count(among(reader, sought, with_them), rough, currency, reader.tally);
    for (FacetCount& one : rough)
      if (one.books > 0)
        place_of(answer, one.kind).push_back({std::move(one.value), one.books, false});
  }
};

}  // namespace

void write_facets(Reader& reader, const Sought& sought, const Found& found,
                  const std::vector<FacetKind>& kinds, const Asset& currency,
                  ports::SearchAnswer& answer) {
  for (const FacetKind kind : kinds) place_of(answer, kind).clear();
  std::vector<FacetCount> counts =
      reader.facets->fullest(found.places, kinds, currency, reader.tally);
  if (found.is_sample())
    Scaled{reader, sought, found, currency}.write(std::move(counts), answer);
  else
    for (FacetCount& one : counts)
      place_of(answer, one.kind).push_back({std::move(one.value), one.books, false});
  for (const FacetKind kind : kinds) std::ranges::sort(place_of(answer, kind), kIsFuller);
  std::ranges::sort(answer.prices, {}, rank_of);
}

}  // namespace aan::search_xapian
