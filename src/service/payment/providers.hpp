#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "ports/payment_provider.hpp"
#include "ports/payment_store.hpp"

namespace aan::service {

/// The ways to pay that are compiled in and configured. Immutable after start. Thread-safe.
class Providers {
 public:
  explicit Providers(std::vector<ports::PaymentProvider*> all) : all_(std::move(all)) {}
  [[nodiscard]] const std::vector<ports::PaymentProvider*>& all() const { return all_; }
  [[nodiscard]] ports::PaymentProvider* find(std::string_view provider) const;
  /// The one that attempts of an order by `provider` are with. Nothing where the shop has none of
  /// that name, or has it in the other mode (test, live): that one knows nothing of them, and is
  /// asked nothing.
  [[nodiscard]] ports::PaymentProvider* find_for(const sales::Order& order,
                                                 std::string_view provider) const;
  /// Whether an order is left of a test: placed with play money, or with a processor in its test
  /// mode, and the shop has none of those ways in that mode any more. Nobody can be asked about it,
  /// and nothing real is owed for it. `attempts`: all of the order's.
  [[nodiscard]] bool is_left_of_test(const sales::Order& order,
                                     std::span<const payment::PaymentIntent> attempts) const;
  /// Whether play money, or a processor in its test mode, is among them: else every order that was
  /// placed with one is left of a test.
  [[nodiscard]] bool take_test_money() const;
  /// The names of these.
  [[nodiscard]] ports::TestWays test_ways() const;
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
