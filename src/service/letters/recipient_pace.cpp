#include "service/letters/recipient_pace.hpp"

#include "base/rng.hpp"
#include "crypto/hash.hpp"

namespace aan::service {

RecipientPace::RecipientPace(const Clock& clock) : clock_(clock), salt_(SystemRng{}.bytes(16)) {}

bool RecipientPace::take(const std::string& address) {
  const std::string key = crypto::sha256(salt_ + address);
  const Duration now = clock_.mono();
  const std::scoped_lock lock(days_mutex_);
  const auto is_over = [&](const Day& day) { return now - day.began >= Duration::days(1); };
  if (days_.size() >= kAddressesMax)
    std::erase_if(days_, [&](const auto& one) { return is_over(one.second); });
  if (days_.size() >= kAddressesMax) days_.clear();
  const auto [day, is_new] = days_.try_emplace(key, Day{now, 0});
  if (!is_new && is_over(day->second)) day->second = {now, 0};
  if (day->second.letters >= kADay) return false;
  ++day->second.letters;
  return true;
}

}  // namespace aan::service
