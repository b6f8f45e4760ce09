#include "service/one_at_a_time.hpp"

#include <utility>

namespace aan::service {

OneAtATime::Turn::Turn(OneAtATime& of, std::string key) : of_(&of), key_(std::move(key)) {
  std::unique_lock lock(of.mutex_);
  of.ended_.wait(lock, [&] { return of.held_.insert(key_).second; });
}

OneAtATime::Turn::Turn(Turn&& other) noexcept
    : of_(std::exchange(other.of_, nullptr)), key_(std::move(other.key_)) {}

OneAtATime::Turn::~Turn() {
  if (of_ == nullptr) return;
  {
    const std::scoped_lock lock(of_->mutex_);
    of_->held_.erase(key_);
  }
  of_->ended_.notify_all();
}

}  // namespace aan::service
