#pragma once
#include <atomic>

#include "domain/payment/payment_intent.hpp"
#include "service/sale/guess_pace.hpp"

namespace aan::service {

/// How often those who come back from a payment may make the shop ask its processor: three times at
/// once for an attempt and then once in two seconds, and few at a time for all, so that whoever
/// loads the address again and again keeps nobody else from paying. Whoever is turned away is led
/// on all the same; polling finds out soon. Thread-safe.
class ReturnPace {
 public:
  explicit ReturnPace(const Clock& clock) : asked_(clock, {3, Duration::seconds(2)}) {}

  /// Calls `ask` unless it is not this attempt's turn.
  template <class Ask>
  Result<> ask(const payment::IntentId& attempt, Ask ask) {
    if (asked_.wait_of(attempt.value)) return {};
    const Turn turn(under_way_);
    if (!turn.is_free) return {};
    asked_.count_miss(attempt.value);
    return ask();
  }

 private:
  static constexpr int kAtOnce = 3;
  struct Turn {
    explicit Turn(std::atomic<int>& all) : under_way(all), is_free(++all <= kAtOnce) {}
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() { --under_way; }
    std::atomic<int>& under_way;
    bool is_free;
  };

  GuessPace asked_;
  std::atomic<int> under_way_{0};
};

}  // namespace aan::service
