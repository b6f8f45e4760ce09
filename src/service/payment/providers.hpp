#pragma once
#include <string_view>
#include <vector>

#include "ports/payment_provider.hpp"

namespace aan::service {

/// The ways to pay that are compiled in and configured. Immutable after start. Thread-safe.
class Providers {
 public:
  explicit Providers(std::vector<ports::PaymentProvider*> all) : all_(std::move(all)) {}
  [[nodiscard]] const std::vector<ports::PaymentProvider*>& all() const { return all_; }
  [[nodiscard]] ports::PaymentProvider* find(std::string_view provider) const;
  [[nodiscard]] ports::PaymentProvider* find_method(std::string_view method) const;
  /// The one to begin a new payment by. Errors: invalid "method" (there is no such way to pay),
  /// unavailable "method_rests" (there is, and it does not work now).
  [[nodiscard]] Result<ports::PaymentProvider*> choose(std::string_view method) const;

  /// Whether such an amount can be paid by it at all. Errors: invalid "amount_too_small",
  /// "amount_too_large".
  static Result<> check_amount(const ports::PaymentProvider& provider, const Money& due);

 private:
  std::vector<ports::PaymentProvider*> all_;
};

}  // namespace aan::service
