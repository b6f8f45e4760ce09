#pragma once
#include "ports/payment_provider.hpp"
#include "service/audit.hpp"
#include "service/payment/providers.hpp"
#include "service/payment/settle_order.hpp"
#include "service/room.hpp"

namespace aan::service {

/// Takes a provider's event as a fact and applies it. Thread-safe.
class ConfirmPayment {
 public:
  ConfirmPayment(const Room& room, const Providers& providers)
      : room_(room), providers_(providers) {}
  /// Idempotent: an event that was taken before changes nothing. One that cannot be used is kept as
  /// evidence and shown with the order, without error. Errors: not_found (no attempt, or no
  /// payment, by that name; it may overtake our own commit, so try again later), conflict (more
  /// goes back than was paid; a word that is missing may come), invalid (it names nothing).
  Result<> confirm(const ports::PaymentEvent& event);
  /// Recomputes an order without a new event: time passed, or the buyer gave up.
  Result<> recompute(const sales::OrderId& id);
  /// What an order held for as long as it may is free for others (`release_hold`), and its
  /// attempts to pay are stopped. Too early, or a second time, it changes nothing.
  Result<> release_hold(const sales::OrderId& id);
  /// An unpaid order is given up, and who did it is kept as a fact; a second time changes nothing.
  /// When the shop does it, it stands in the audit log under the name `by`. Errors: not_found,
  /// conflict "already_paid".
  Result<> cancel(const sales::OrderId& id, sales::GivenUpBy who, std::string_view by = kOperator);
  /// The buyer gives it up. The same key again changes nothing more and is answered as before,
  /// also when late money has revived the order since. Errors: as `cancel`, those of the key.
  Result<> cancel(const std::string& order_token, const std::string& idempotency_key);

 private:
  const Room& room_;
  const Providers& providers_;
};

}  // namespace aan::service
