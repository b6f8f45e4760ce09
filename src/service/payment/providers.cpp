#include "service/payment/providers.hpp"

#include <algorithm>

namespace aan::service {

ports::PaymentProvider* Providers::find(std::string_view provider) const {
  for (ports::PaymentProvider* one : all_)
    if (one->describe().provider == provider) return one;
  return nullptr;
}

ports::PaymentProvider* Providers::find_for(const sales::Order& order,
                                            std::string_view provider) const {
  ports::PaymentProvider* found = find(provider);
  const bool is_same = found != nullptr && found->describe().is_sandbox == order.is_sandbox;
  return is_same ? found : nullptr;
}

bool Providers::is_left_of_test(const sales::Order& order,
                                std::span<const payment::PaymentIntent> attempts) const {
  return order.is_sandbox && std::ranges::none_of(attempts, [&](const auto& one) {
           return find_for(order, one.provider) != nullptr;
         });
}

bool Providers::take_test_money() const {
  return std::ranges::any_of(all_, [](const auto* one) { return one->describe().is_sandbox; });
}

ports::TestWays Providers::test_ways() const {
  ports::TestWays ways;
  for (const ports::PaymentProvider* one : all_)
    if (one->describe().is_sandbox) ways.emplace_back(one->describe().provider);
  return ways;
}

ports::PaymentProvider* Providers::find_method(std::string_view method) const {
  if (method.empty()) return nullptr;  // what is switched off has none, and is not to be had by it
  for (ports::PaymentProvider* one : all_)
    if (one->describe().method == method) return one;
  return nullptr;
}

Result<ports::PaymentProvider*> Providers::choose(std::string_view method) const {
  ports::PaymentProvider* found = find_method(method);
  if (found == nullptr)
    return refuse(Errc::invalid, "providers", "Choose one of the ways to pay that are offered.",
                  "method");
  if (const ports::ProviderHealth health = found->health(); !health.is_well)
    return fail(Errc::unavailable, "providers", std::string(method) + " rests: " + health.why,
                "This way to pay does not answer at the moment. Nothing was charged.",
                "method_rests");
  return found;
}

Result<> Providers::check_amount(const ports::PaymentProvider& provider, const Money& due) {
  if (due.amount > provider.most_amount(due.asset))
    return refuse(Errc::invalid, "providers", "This amount is too large for this way to pay.",
                  "amount_too_large");
  if (due.amount % provider.step_amount(due.asset) != 0)
    return refuse(Errc::invalid, "providers", "This way to pay takes no such small fractions.",
                  "amount_too_fine");
  if (due.amount >= provider.least_amount(due.asset)) return {};
  return refuse(Errc::invalid, "providers", "This amount is too small for this way to pay.",
                "amount_too_small");
}

}  // namespace aan::service
