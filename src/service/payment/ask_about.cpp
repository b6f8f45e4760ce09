#include "service/payment/ask_about.hpp"

#include "base/log.hpp"
#include "service/payment/attempt_provider.hpp"

namespace aan::service {

Result<> ask_about(const Room& room, const Providers& providers, ConfirmPayment& confirm,
                   std::span<const payment::PaymentIntent> attempts) {
  for (const payment::PaymentIntent& attempt : attempts) {
    const auto found = provider_of(room, providers, attempt.order_id, attempt.provider);
    if (!found && found.error().code != Errc::corrupt) return std::unexpected(found.error());
    if (!found) {
      log::error("payment.not_followed",
                 {{"order", attempt.order_id.value}, {"why", found.error().to_string()}});
      continue;
    }
    if (found->provider == nullptr) continue;
    const auto events = found->provider->query(attempt);
    if (!events) {
      log::warn("payment.not_followed", {{"order", attempt.order_id.value},
                                         {"provider", attempt.provider},
                                         {"why", events.error().to_string()}});
      continue;
    }
    for (const ports::PaymentEvent& event : *events)
      if (const auto taken = confirm.confirm(event); !taken)
        log::warn("payment.event_failed",
                  {{"order", attempt.order_id.value}, {"why", taken.error().to_string()}});
  }
  return {};
}

}  // namespace aan::service
