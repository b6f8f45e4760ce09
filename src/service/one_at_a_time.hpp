#pragma once
#include <condition_variable>
#include <mutex>
#include <set>
#include <string>

namespace aan::service {

/// Lets requests with the same key in one after the other: for effects that have units of work of
/// their own, so that whoever comes second finds the answer of the first. Thread-safe. It knows
/// this process alone, and one process writes to a shop.
class OneAtATime {
 public:
  /// Held while it is one's turn. Move-only; ends by itself.
  class Turn {
   public:
    Turn(OneAtATime& of, std::string key);
    Turn(Turn&& other) noexcept;
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    Turn& operator=(Turn&&) = delete;
    ~Turn();

   private:
    OneAtATime* of_;
    std::string key_;
  };

  /// Waits until nobody else holds the key. Taking a key twice in one thread never ends.
  [[nodiscard]] Turn take(std::string key) { return {*this, std::move(key)}; }

 private:
  std::mutex mutex_;
  std::condition_variable ended_;
  std::set<std::string> held_;
};

}  // namespace aan::service
