#include "service/payment/resting.hpp"

#include <algorithm>

namespace aan::service {
namespace {

constexpr std::string_view kMessage = "payment.event/";

bool rests(const ports::PaymentProvider* provider) {
  return provider != nullptr && !provider->health().is_well;
}

ports::PaymentProvider* sender(const Providers& providers, const ports::QueuedJob& job) {
  if (!job.kind.starts_with(kMessage)) return nullptr;
  return providers.find(std::string_view(job.kind).substr(kMessage.size()));
}

}  // namespace

bool any_rests(const Providers& providers) { return std::ranges::any_of(providers.all(), rests); }

std::string kept_error(const Error& error) {
  return std::string(name_of(error.code)) + ": " + error.to_string();
}

bool could_not_ask(const Providers& providers, const ports::QueuedJob& job,
                   std::string_view error) {
  const std::string_view code = error.substr(0, error.find(':'));
  const bool is_away = code == name_of(Errc::unavailable) ||
                       code == name_of(Errc::unauthenticated) || code == name_of(Errc::forbidden);
  return is_away && sender(providers, job) != nullptr;
}

bool waits_for_resting(const Providers& providers, const ports::QueuedJob& job) {
  if (job.kind == "payment.begin" || job.kind == "payment.cancel") return any_rests(providers);
  return rests(sender(providers, job)) && could_not_ask(providers, job, job.last_error);
}

}  // namespace aan::service
