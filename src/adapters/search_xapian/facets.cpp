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
  auto at = counts.find(value);
  if (at == counts.end()) at = counts.emplace(value, Count()).first;
  at->second.books += books;
  ++at->second.read;
}

void FacetSpy::write(ports::SearchAnswer& answer, std::int64_t total,
                     const CountOfValue& count_of) const {
  for (const FacetKind kind : kinds_) place_of(answer, kind) = most_frequent(kind, total, count_of);
  std::ranges::sort(answer.prices, {}, rank_of);
}

std::vector<ports::Facet> FacetSpy::most_frequent(FacetKind kind, std::int64_t total,
                                                  const CountOfValue& count_of) const {
  const bool is_sample = seen_ > kFacetsCountedExactly || total > seen_;
  const auto more = [](const auto& a, const auto& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  };
  struct Value : ports::Facet {
    bool is_rough = false;
  };
  std::vector<Value> values;
  for (const auto& [value, counted] : counts_[std::to_underlying(kind)])
    values.push_back({{value, total > seen_ ? counted.books * total / seen_ : counted.books},
                      is_sample && counted.read < kFacetReadMin});
  const std::size_t kept = std::min(kFacetsMax, values.size());
  std::ranges::partial_sort(values, values.begin() + static_cast<std::ptrdiff_t>(kept), more);
  values.resize(kept);
  std::vector<ports::Facet> facets;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].is_rough && i >= kFacetsRecountedMax) continue;
    if (values[i].is_rough) values[i].count = count_of(kind, values[i].value);
    if (values[i].count > 0) facets.push_back(values[i]);
  }
  std::ranges::sort(facets, more);
  return facets;
}

}  // namespace aan::search_xapian
