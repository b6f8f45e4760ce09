#include "adapters/search_xapian/facets.hpp"

#include <algorithm>
#include <utility>

#include "adapters/search_xapian/terms.hpp"

namespace aan::search_xapian {
namespace {

char sign_of(FacetKind kind) {
  switch (kind) {
    case FacetKind::subject: return kSubjectSign;
    case FacetKind::language: return kLanguageSign;
    case FacetKind::author: return kAuthorSign;
    case FacetKind::format: return kFormatSign;
    case FacetKind::price: return kPriceSign;
  }
  return kSubjectSign;
}

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

}  // namespace

FacetSpy::FacetSpy(std::vector<FacetKind> kinds, const Asset& currency)
    : kinds_(std::move(kinds)), currency_(std::string(currency.code()) + ":") {}

void FacetSpy::operator()(const Xapian::Document& document, double) {
  std::int64_t books = 1;
  if (seen_++ >= kFacetsCountedExactly) {
    if (seen_ % kFacetStride != 0) return;
    books = kFacetStride;
  }
  const std::string values = document.get_value(kFacetsSlot);
  for (std::string_view rest = values; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size() - 1);
    const auto kind = std::ranges::find(kinds_, rest.front(), sign_of);
    if (kind != kinds_.end()) count(*kind, rest.substr(1, end - 1), books);
    rest.remove_prefix(end + 1);
  }
}

void FacetSpy::count(FacetKind kind, std::string_view value, std::int64_t books) {
  if (kind == FacetKind::price) {
    if (!value.starts_with(currency_)) return;
    value.remove_prefix(currency_.size());
  }
  Counts& counts = counts_[std::to_underlying(kind)];
  if (const auto at = counts.find(value); at != counts.end())
    at->second += books;
  else
    counts.emplace(value, books);
}

void FacetSpy::write(ports::SearchAnswer& answer, std::int64_t total) const {
  for (const FacetKind kind : kinds_) place_of(answer, kind) = most_frequent(kind, total);
  std::ranges::sort(answer.prices, {}, rank_of);
}

std::vector<ports::Facet> FacetSpy::most_frequent(FacetKind kind, std::int64_t total) const {
  const Counts& counts = counts_[std::to_underlying(kind)];
  std::vector<ports::Facet> facets;
  facets.reserve(counts.size());
  for (const auto& [value, number] : counts) facets.push_back({value, number});
  const std::size_t kept = std::min(kFacetsMax, facets.size());
  std::ranges::partial_sort(facets, facets.begin() + static_cast<std::ptrdiff_t>(kept),
                            [](const ports::Facet& a, const ports::Facet& b) {
                              return a.count != b.count ? a.count > b.count : a.value < b.value;
                            });
  facets.resize(kept);
  if (total > seen_)
    for (ports::Facet& facet : facets) facet.count = facet.count * total / seen_;
  return facets;
}

}  // namespace aan::search_xapian
