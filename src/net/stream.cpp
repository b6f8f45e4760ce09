#include "net/stream.hpp"

#include <utility>

namespace aan::net {

bool Stream::write(std::string_view bytes) {
  const std::scoped_lock lock(pipe_mutex_);
  if (has_ended_) return false;
  if (!waiting_.empty() && waiting_.size() + bytes.size() > waiting_bytes_max_) return false;
  waiting_.append(bytes);
  if (wake_) wake_();
  return true;
}

void Stream::end() {
  const std::scoped_lock lock(pipe_mutex_);
  has_ended_ = true;
  if (wake_) wake_();
}

bool Stream::is_drained() const {
  const std::scoped_lock lock(pipe_mutex_);
  return waiting_.empty();
}

Stream::Taken Stream::take() {
  const std::scoped_lock lock(pipe_mutex_);
  return {std::exchange(waiting_, {}), has_ended_};
}

void Stream::on_more(std::function<void()> wake) {
  const std::scoped_lock lock(pipe_mutex_);
  wake_ = std::move(wake);
}

}  // namespace aan::net
