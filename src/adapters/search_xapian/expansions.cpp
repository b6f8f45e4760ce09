#include "adapters/search_xapian/expansions.hpp"

#include <algorithm>
#include <utility>

namespace aan::search_xapian {
namespace {
constexpr std::size_t kKeptMax = 1'000;

using Term = std::pair<Xapian::doccount, std::string>;

// The more frequent one, and of equals the one that is nearer to what was typed.
bool is_before(const Term& a, const Term& b) {
  if (a.first != b.first) return a.first > b.first;
  if (a.second.size() != b.second.size()) return a.second.size() < b.second.size();
  return a.second < b.second;
}

}  // namespace

const std::vector<std::string>& Expansions::of(const Xapian::Database& database,
                                               const std::string& begin, std::size_t most) {
  if (const auto known = known_.find(begin); known != known_.end()) return known->second;
  std::vector<Term> found;
  const auto end = database.allterms_end(begin);
  for (auto at = database.allterms_begin(begin); at != end && found.size() <= most; ++at)
    found.emplace_back(at.get_termfreq(), *at);
  // Most beginnings that are tried have none: they would drive out those that were long to find.
  static const std::vector<std::string> none;
  if (found.empty()) return none;
  const std::size_t kept = found.size() > most ? 0 : std::min(kExpandedWordsMax, found.size());
  std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(kept), is_before);
  if (known_.size() == kKeptMax) known_.clear();
  std::vector<std::string>& terms = known_[begin];
  for (std::size_t i = 0; i < kept; ++i) terms.push_back(std::move(found[i].second));
  return terms;
}

}  // namespace aan::search_xapian
