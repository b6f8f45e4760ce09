#pragma once
#include <atomic>
#include <deque>
#include <mutex>

#include "crypto/keyring.hpp"

namespace aan::crypto {

/// The keys of a shop at work. Whoever needs a key takes it from the ring of the moment; a rotation
/// puts the next ring in its place. Every ring stays until the end, and so does a key that somebody
/// holds while another is put into use. Thread-safe.
class LiveKeys {
 public:
  explicit LiveKeys(KeyRing ring) : now_(&rings_.emplace_back(std::move(ring))) {}
  LiveKeys(const LiveKeys&) = delete;
  LiveKeys& operator=(const LiveKeys&) = delete;

  [[nodiscard]] const KeyRing& ring() const { return *now_.load(std::memory_order_acquire); }
  /// `ring` holds every key of the ring before: what was made with them must still open.
  void replace(KeyRing ring) {
    const std::scoped_lock lock(mutex_);
    now_.store(&rings_.emplace_back(std::move(ring)), std::memory_order_release);
  }

 private:
  std::mutex mutex_;
  std::deque<KeyRing> rings_;  // before now_, which points into it
  std::atomic<const KeyRing*> now_;
};

}  // namespace aan::crypto
