#pragma once
#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "base/timestamp.hpp"

namespace aan::service {

/// How fast one sender may be wrong about a secret: so often at once, then once more each `refill`.
/// Kept in memory of a fixed size and nowhere else; two senders may share a place by chance, and
/// then share their mistakes too, and a salt of the process keeps anybody from choosing with whom.
/// Whoever guesses right is never counted. Thread-safe.
class GuessPace {
 public:
  struct Limits {
    std::int64_t burst = 20;
    Duration refill = Duration::seconds(10);
  };
  GuessPace(const Clock& clock, const Limits& limits);

  /// How long this sender must wait before the next guess is even looked at; nothing: not at all.
  std::optional<Duration> wait_of(std::string_view sender);
  /// This sender guessed wrong just now.
  void count_miss(std::string_view sender);

 private:
  static constexpr std::size_t kPlaces = 4096;
  [[nodiscard]] std::size_t place_of(std::string_view sender) const;
  const Clock& clock_;
  const Limits limits_;
  const std::string salt_;
  std::mutex full_at_mutex_;  // guards full_at_
  std::array<Duration, kPlaces> full_at_{};
};

}  // namespace aan::service
