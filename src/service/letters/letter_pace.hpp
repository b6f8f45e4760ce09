#pragma once
#include <string_view>

#include "base/result.hpp"
#include "service/sale/guess_pace.hpp"

namespace aan::service {

/// How fast letters to addresses that strangers typed may be asked for, by all orders together:
/// 300 at once and then one each `every`; of orders that cost nothing, which cost a stranger
/// nothing, 30 and then one each half minute, counted apart. Thread-safe.
class LetterPace {
 public:
  LetterPace(const Clock& clock, Duration every)
      : paid_(clock, {kAsksMax, every}), free_(clock, {kFreeAsksMax, kFreeEvery}) {}

  /// Counts one that is asked for at `step`. Errors: limited "letters_too_fast", which counts
  /// nothing.
  Result<> take(bool is_free, std::string_view step);

 private:
  static constexpr std::int64_t kAsksMax = 300;
  static constexpr std::int64_t kFreeAsksMax = 30;
  static constexpr Duration kFreeEvery = Duration::seconds(30);
  GuessPace paid_;
  GuessPace free_;
};

/// The sentence for whoever asked for letters too fast, with how long to wait.
std::unexpected<Error> letters_too_fast(std::string_view step, Duration wait);

}  // namespace aan::service
