#include "service/payment/resting.hpp"

#include <algorithm>

namespace aan::service {
namespace {

constexpr std::string_view kMessage = "payment.event/";

ports::PaymentProvider* sender(const Providers& providers, const ports::QueuedJob& job) {
  if (!job.kind.starts_with(kMessage)) return nullptr;
  return providers.find(std::string_view(job.kind).substr(kMessage.size()));
}

}  // namespace

bool rests(const ports::PaymentProvider* provider) {
  return provider != nullptr && !provider->health().is_well;
}

bool any_rests(const Providers& providers) { return std::ranges::any_of(providers.all(), rests); }

bool could_not_ask(const Providers& providers, const ports::QueuedJob& job,
                   std::optional<Errc> error) {
  const bool is_away =
      error == Errc::unavailable || error == Errc::unauthenticated || error == Errc::forbidden;
  return is_away && sender(providers, job) != nullptr;
}

bool waits_for_resting(const Providers& providers, const ports::QueuedJob& job) {
  if (job.kind == "payment.begin" || job.kind == "payment.cancel") return any_rests(providers);
  return rests(sender(providers, job)) && could_not_ask(providers, job, job.last_errc);
}

}  // namespace aan::service
