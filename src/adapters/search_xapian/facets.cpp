#include "adapters/search_xapian/facets.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "adapters/search_xapian/stretches.hpp"
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

constexpr auto kIsFuller = [](const auto& a, const auto& b) {
  return a.count != b.count ? a.count > b.count : a.value < b.value;
};

}  // namespace

FacetSpy::FacetSpy(std::vector<FacetKind> kinds, const Asset& currency, std::int64_t exactly)
    : kinds_(std::move(kinds)), currency_(std::string(currency.code()) + ":"), exactly_(exactly) {}

void FacetSpy::operator()(const Xapian::Document& document, double) {
  std::int64_t books = 1;
  places_.push_back(document.get_docid());
  if (seen_++ >= exactly_) {
    if (seen_ % kFacetStride != 0) return;
    books = kFacetStride;
  }
  const std::string values = document.get_value(kFacetsSlot);
  for (std::string_view rest = values; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size() - 1);
    const auto kind = std::ranges::find(kinds_, rest.front(), sign_of);
    if (kind != kinds_.end()) add(*kind, rest.substr(1, end - 1), books, places_.back() / kStretch);
    rest.remove_prefix(end + 1);
  }
}

void FacetSpy::add(FacetKind kind, std::string_view value, std::int64_t books,
                   Xapian::docid stretch) {
  if (kind == FacetKind::price) {
    if (!value.starts_with(currency_)) return;
    value.remove_prefix(currency_.size());
  }
  Counts& counts = counts_[std::to_underlying(kind)];
  auto at = counts.find(value);
  if (at == counts.end()) at = counts.emplace(value, Count()).first;
  Count& counted = at->second;
  counted.books += books;
  ++counted.read;
  if (counted.last_stretch != stretch) ++counted.stretches;
  counted.last_stretch = stretch;
}

std::int64_t FacetSpy::books_with(const FacetValue& value) const {
  const Counts& counts = counts_[std::to_underlying(value.kind)];
  const auto at = counts.find(value.value);
  return at == counts.end() ? 0 : at->second.books;
}

void FacetSpy::write(ports::SearchAnswer& answer, std::int64_t total,
                     const CountValues& count) const {
  std::vector<Seen> values;
  for (const FacetKind kind : kinds_) {
    place_of(answer, kind).clear();
    std::ranges::move(fullest(kind, total), std::back_inserter(values));
  }
  if (is_sample_of(total)) {
    const auto known = count({values.begin(), values.end()});
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::int64_t scaled = std::min(values[i].count, known[i].most);
      values[i].count = known[i].exact.value_or(values[i].is_rough ? 0 : scaled);
      values[i].is_estimate = !known[i].exact;
    }
  }
  for (Seen& one : values)
    if (one.count > 0)
      place_of(answer, one.kind).push_back({std::move(one.value), one.count, one.is_estimate});
  for (const FacetKind kind : kinds_) std::ranges::sort(place_of(answer, kind), kIsFuller);
  std::ranges::sort(answer.prices, {}, rank_of);
}

bool FacetSpy::is_sample_of(std::int64_t total) const { return seen_ > exactly_ || total > seen_; }

std::vector<FacetSpy::Seen> FacetSpy::fullest(FacetKind kind, std::int64_t total) const {
  std::vector<Seen> values;
  for (const auto& [value, counted] : counts_[std::to_underlying(kind)]) {
    const bool is_rough = counted.read < kFacetReadMin ||
                          (kind == FacetKind::author && counted.stretches < kFacetStretchesMin);
    values.push_back(
        {{kind, value, is_rough}, total > seen_ ? counted.books * total / seen_ : counted.books});
  }
  const std::size_t kept = std::min(kFacetsMax, values.size());
  std::ranges::partial_sort(values, values.begin() + static_cast<std::ptrdiff_t>(kept), kIsFuller);
  values.resize(kept);
  return values;
}

}  // namespace aan::search_xapian
