#pragma once
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <string>

#include "base/result.hpp"

namespace aan::service {

/// Lets few contents at a time be made by workers because a visitor asks for them: those who ask
/// hold a thread that other pages need. One at a time for a key, so that whoever comes second
/// finds what the first made. Thread-safe. It knows this process alone.
class Makings {
 public:
  static constexpr std::size_t kAtOnceMax = 2;
  static constexpr std::size_t kWaitingMax = 2;
  static constexpr std::chrono::milliseconds kPatience{3000};

  /// Held while something is made. Move-only; ends by itself.
  class Making {
   public:
    Making(Making&& other) noexcept;
    Making(const Making&) = delete;
    Making& operator=(const Making&) = delete;
    Making& operator=(Making&&) = delete;
    ~Making();

   private:
    friend class Makings;
    Making(Makings& of, std::string key) : of_(&of), key_(std::move(key)) {}
    Makings* of_;
    std::string key_;
  };

  explicit Makings(std::chrono::milliseconds patience = kPatience) : patience_(patience) {}

  /// A place, at once or within `patience` (two may wait so). Errors: unavailable with
  /// `retry_after_s`. Whoever got it looks first whether it was made meanwhile.
  [[nodiscard]] Result<Making> begin(std::string key);

 private:
  const std::chrono::milliseconds patience_;
  std::mutex mutex_;
  std::condition_variable ended_;
  std::set<std::string> held_;
  std::size_t waiting_ = 0;
};

}  // namespace aan::service
