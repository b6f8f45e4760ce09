#include "domain/webhook/pace.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace aan::webhook {
namespace {

constexpr std::array kWaits = {Duration::seconds(5),  Duration::seconds(30), Duration::minutes(2),
                               Duration::minutes(10), Duration::minutes(30), Duration::hours(1)};
constexpr std::int64_t kDoublingsMax = 9;
constexpr std::int64_t kAwayFailures = 3;
constexpr std::int64_t kAbandonedFailures = 10;
constexpr Duration kNoteSuccessEvery = Duration::minutes(1);
constexpr std::size_t kErrorBytesMax = 200;

}  // namespace

Duration wait_after(std::int64_t attempts) {
  const auto last = static_cast<std::int64_t>(kWaits.size());
  return kWaits[static_cast<std::size_t>(std::clamp<std::int64_t>(attempts, 1, last) - 1)];
}

bool is_given_up(const Delivery& delivery, Timestamp now) {
  return delivery.tried_since && now - *delivery.tried_since >= kTriedFor;
}

Health after_failure(Health health, std::string_view error, Timestamp now) {
  health.failures += 1;
  if (!health.failing_since) health.failing_since = now;
  const std::int64_t doublings = std::min(health.failures, kDoublingsMax);
  health.rests_until = now + std::min(Duration::seconds(std::int64_t{1} << doublings), kRestMax);
  health.last_error = utf8_prefix(error, kErrorBytesMax);
  return health;
}

Health after_success(Health health, Timestamp now) {
  health.failures = 0;
  health.failing_since.reset();
  health.rests_until = {};
  if (!health.ok_at || now - *health.ok_at >= kNoteSuccessEvery) health.ok_at = now;
  return health;
}

bool was_away(const Health& health, Timestamp now) {
  return health.failures >= kAwayFailures ||
         (health.failing_since && now - *health.failing_since >= kRestMax);
}

bool is_abandoned(const Health& health, Timestamp now) {
  return health.failures >= kAbandonedFailures && health.failing_since &&
         now - *health.failing_since >= kTriedFor;
}

}  // namespace aan::webhook
