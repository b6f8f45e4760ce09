#include "adapters/book_worker/kept_papers.hpp"

#include <algorithm>

namespace aan::book_worker {

std::list<KeptPapers::Kept>::iterator KeptPapers::at(const std::string& order) {
  return std::ranges::find(kept_, order, &Kept::order);
}

std::optional<std::string> KeptPapers::find(const std::string& order) {
  const std::scoped_lock lock(mutex_);
  const auto found = at(order);
  if (found == kept_.end()) return std::nullopt;
  kept_.splice(kept_.begin(), kept_, found);
  return found->paper;
}

void KeptPapers::keep(const std::string& order, const std::string& paper) {
  const std::scoped_lock lock(mutex_);
  const std::size_t size = order.size() + paper.size();
  if (size > bytes_max_ || at(order) != kept_.end()) return;
  kept_.push_front({order, paper});
  bytes_ += size;
  for (; bytes_ > bytes_max_; kept_.pop_back())
    bytes_ -= kept_.back().order.size() + kept_.back().paper.size();
}

}  // namespace aan::book_worker
