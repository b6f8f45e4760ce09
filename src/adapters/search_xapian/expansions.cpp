#include "adapters/search_xapian/expansions.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace aan::search_xapian {
namespace {
constexpr std::size_t kKeptMax = 1'000;
}

const std::vector<std::string>& Expansions::of(const Xapian::Database& database,
                                               const std::string& begin) {
  if (const auto known = known_.find(begin); known != known_.end()) return known->second;
  std::vector<std::pair<Xapian::doccount, std::string>> found;
  const auto end = database.allterms_end(begin);
  for (auto at = database.allterms_begin(begin); at != end; ++at)
    found.emplace_back(at.get_termfreq(), *at);
  const std::size_t kept = std::min(kExpandedWordsMax, found.size());
  std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(kept),
                            std::greater{});
  if (known_.size() == kKeptMax) known_.clear();
  std::vector<std::string>& terms = known_[begin];
  for (std::size_t i = 0; i < kept; ++i) terms.push_back(std::move(found[i].second));
  return terms;
}

}  // namespace aan::search_xapian
