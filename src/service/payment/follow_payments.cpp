#include "service/payment/follow_payments.hpp"

#include "service/payment/ask_about.hpp"

#include <set>

namespace aan::service {
namespace {

constexpr std::int64_t kAttemptsARound = 200;

}  // namespace

Result<std::int64_t> follow_payments(const Room& room, const Providers& providers,
                                     ConfirmPayment& confirm) {
  const Timestamp now = room.clock.wall();
  Timestamp since = now - kPaymentFollowedFor;
  std::set<std::string> asked;
  for (bool is_last = false; !is_last;) {
    std::vector<payment::PaymentIntent> attempts;
    AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
      attempts = AAN_TRY(at.payments().intents_under_way(since, now, kAttemptsARound));
      return {};
    }));
    is_last = std::ssize(attempts) < kAttemptsARound;
    if (!attempts.empty()) since = attempts.back().created_at;
    // Those of the moment at which a round ended come again with the next.
    std::erase_if(attempts, [&](const payment::PaymentIntent& one) {
      return !asked.insert(one.id.value).second;
    });
    if (attempts.empty()) since = since + Duration::microseconds(1);
    AAN_TRY(ask_about(room, providers, confirm, attempts));
  }
  return std::ssize(asked);
}

}  // namespace aan::service
