#include "adapters/search_xapian/facets.hpp"

#include <algorithm>
#include <ranges>
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

bool is_fuller(const ports::Facet& a, const ports::Facet& b) {
  return a.count != b.count ? a.count > b.count : a.value < b.value;
}

}  // namespace

FacetSpy::FacetSpy(std::vector<FacetKind> kinds, const Asset& currency, std::int64_t exactly)
    : kinds_(std::move(kinds)), currency_(std::string(currency.code()) + ":"), exactly_(exactly) {}

void FacetSpy::operator()(const Xapian::Document& document, double) {
  std::int64_t books = 1;
  if (seen_++ >= exactly_) {
    if (seen_ % kFacetStride != 0) return;
    books = kFacetStride;
  }
  const std::string values = document.get_value(kFacetsSlot);
  for (std::string_view rest = values; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size() - 1);
    const auto kind = std::ranges::find(kinds_, rest.front(), sign_of);
    if (kind != kinds_.end()) add(*kind, rest.substr(1, end - 1), books);
    rest.remove_prefix(end + 1);
  }
}

void FacetSpy::add(FacetKind kind, std::string_view value, std::int64_t books) {
  if (kind == FacetKind::price) {
    if (!value.starts_with(currency_)) return;
    value.remove_prefix(currency_.size());
  }
  Counts& counts = counts_[std::to_underlying(kind)];
  auto at = counts.find(value);
  if (at == counts.end()) at = counts.emplace(value, Count()).first;
  at->second.books += books;
  ++at->second.read;
}

std::int64_t FacetSpy::books_with(const FacetValue& value) const {
  const Counts& counts = counts_[std::to_underlying(value.kind)];
  const auto at = counts.find(value.value);
  return at == counts.end() ? 0 : at->second.books;
}

void FacetSpy::write(ports::SearchAnswer& answer, std::int64_t total,
                     const CountValues& count) const {
  std::vector<FacetValue> rough;
  std::vector<std::vector<Told>> kinds;
  for (const FacetKind kind : kinds_) {
    kinds.push_back(fullest(kind, total));
    for (const Told& one : kinds.back() | std::views::take(kFacetsRecountedMax))
      if (one.is_rough) rough.push_back({kind, one.value});
  }
  const std::vector<std::int64_t> counts =
      rough.empty() ? std::vector<std::int64_t>() : count(rough);
  auto next = counts.begin();
  for (std::size_t kind = 0; kind < kinds_.size(); ++kind) {
    std::vector<ports::Facet>& facets = place_of(answer, kinds_[kind]);
    facets.clear();
    for (std::size_t i = 0; i < kinds[kind].size(); ++i) {
      Told& one = kinds[kind][i];
      if (one.is_rough) one.count = i < kFacetsRecountedMax ? *next++ : 0;
      if (one.count > 0) facets.push_back(std::move(one));
    }
    std::ranges::sort(facets, is_fuller);
  }
  std::ranges::sort(answer.prices, {}, rank_of);
}

std::vector<FacetSpy::Told> FacetSpy::fullest(FacetKind kind, std::int64_t total) const {
  const bool is_sample = seen_ > exactly_ || total > seen_;
  std::vector<Told> values;
  for (const auto& [value, counted] : counts_[std::to_underlying(kind)])
    values.push_back({{value, total > seen_ ? counted.books * total / seen_ : counted.books},
                      is_sample && counted.read < kFacetReadMin});
  const std::size_t kept = std::min(kFacetsMax, values.size());
  std::ranges::partial_sort(values, values.begin() + static_cast<std::ptrdiff_t>(kept), is_fuller);
  values.resize(kept);
  return values;
}

}  // namespace aan::search_xapian
