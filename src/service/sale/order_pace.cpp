#include "service/sale/order_pace.hpp"

#include <algorithm>

namespace aan::service {

std::optional<Duration> TokenBucket::take() {
  const Duration now = clock_.mono();
  const std::scoped_lock lock(full_at_mutex_);
  const Duration full_at = std::max(full_at_, now) + limits_.refill;
  const Duration wait = full_at - now - Duration{limits_.refill.us * limits_.burst};
  if (wait.us > 0) return wait;
  full_at_ = full_at;
  return std::nullopt;
}

void TokenBucket::give_back() {
  const std::scoped_lock lock(full_at_mutex_);
  full_at_ = full_at_ - limits_.refill;
}

}  // namespace aan::service
