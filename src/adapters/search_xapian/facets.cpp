#include "adapters/search_xapian/facets.hpp"

#include <algorithm>

#include "adapters/search_xapian/terms.hpp"

namespace aan::search_xapian {

void FacetSpy::operator()(const Xapian::Document& document, double) {
  std::int64_t books = 1;
  if (seen_++ >= kFacetsCountedExactly) {
    if (seen_ % kFacetStride != 0) return;
    books = kFacetStride;
  }
  const std::string slugs = document.get_value(kSubjectsSlot);
  for (std::string_view rest = slugs; !rest.empty();) {
    const auto end = std::min(rest.find('\n'), rest.size() - 1);
    count(subjects_, rest.substr(0, end), books);
    rest.remove_prefix(end + 1);
  }
  if (const std::string language = document.get_value(kLanguageSlot); !language.empty())
    count(languages_, language, books);
}

void FacetSpy::count(Counts& counts, std::string_view value, std::int64_t books) {
  if (const auto at = counts.find(value); at != counts.end())
    at->second += books;
  else
    counts.emplace(value, books);
}

std::vector<ports::Facet> FacetSpy::subjects(std::int64_t total) const {
  return most_frequent(subjects_, total);
}
std::vector<ports::Facet> FacetSpy::languages(std::int64_t total) const {
  return most_frequent(languages_, total);
}

std::vector<ports::Facet> FacetSpy::most_frequent(const Counts& counts, std::int64_t total) const {
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
