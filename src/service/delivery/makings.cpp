#include "service/delivery/makings.hpp"

#include <utility>

namespace aan::service {
namespace {

constexpr int kRetryAfterSeconds = 5;

std::unexpected<Error> busy() {
  auto refused = fail(Errc::unavailable, "making", "enough is being made",
                      "This is being made ready. Try again in a moment.");
  refused.error().retry_after_s = kRetryAfterSeconds;
  return refused;
}

}  // namespace

Makings::Making::Making(Making&& other) noexcept
    : of_(std::exchange(other.of_, nullptr)), key_(std::move(other.key_)) {}

Makings::Making::~Making() {
  if (of_ == nullptr) return;
  {
    const std::scoped_lock lock(of_->mutex_);
    of_->held_.erase(key_);
  }
  of_->ended_.notify_all();
}

Result<Makings::Making> Makings::begin(std::string key) {
  std::unique_lock lock(mutex_);
  const auto is_free = [&] { return held_.size() < kAtOnceMax && !held_.contains(key); };
  if (!is_free()) {
    if (waiting_ == kWaitingMax) return busy();
    ++waiting_;
    const bool came = ended_.wait_for(lock, patience_, is_free);
    --waiting_;
    if (!came) return busy();
  }
  held_.insert(key);
  return Making(*this, std::move(key));
}

}  // namespace aan::service
