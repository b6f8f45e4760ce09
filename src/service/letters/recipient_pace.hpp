#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "base/clock.hpp"
#include "base/timestamp.hpp"

namespace aan::service {

/// How many letters that cost their sender nothing one address may get in a day: those about orders
/// of free books or unpaid ones, also those that ask whether the address of one is to be changed.
/// Letters about what was paid for are never counted. Kept in memory, by salted digests of
/// addresses. Thread-safe.
class RecipientPace {
 public:
  static constexpr std::int64_t kADay = 10;

  explicit RecipientPace(const Clock& clock);
  /// Counts a letter to this address; false: it had its letters for today, and gets none.
  bool take(const std::string& address);

 private:
  static constexpr std::size_t kAddressesMax = 20'000;
  struct Day {
    Duration began;
    std::int64_t letters = 0;
  };
  const Clock& clock_;
  const std::string salt_;
  std::mutex days_mutex_;  // guards days_
  std::map<std::string, Day> days_;
};

}  // namespace aan::service
