#pragma once
#include "domain/payment/settlement.hpp"
#include "ports/payment_provider.hpp"
#include "service/room.hpp"

namespace aan::service {

/// Write 3, the only door by which money becomes state: recomputes one order from its facts and
/// writes what follows (statuses, states, journal, entitlements and grants, time line).
Result<payment::SettlementPlan> apply_settlement(const Room& room, ports::UnitOfWork& unit,
                                                 const sales::OrderId& id, Timestamp now);

/// Takes a provider's event as a fact and applies it. Thread-safe.
class ConfirmPayment {
 public:
  explicit ConfirmPayment(const Room& room) : room_(room) {}
  /// Idempotent: an event that was taken before changes nothing. Errors: not_found (no attempt by
  /// that name; it may overtake our own commit, so try again later), invalid (amount or currency
  /// that cannot be).
  Result<> confirm(const ports::PaymentEvent& event);
  /// Recomputes an order without a new event: time passed, or the buyer gave up.
  Result<> recompute(const sales::OrderId& id);
  /// An unpaid order is given up, and who did it is kept as a fact; a second time changes nothing.
  /// Errors: not_found, conflict "already_paid".
  Result<> cancel(const sales::OrderId& id, sales::GivenUpBy who);
  /// The buyer gives it up. The same key again changes nothing more and is answered as before,
  /// also when late money has revived the order since. Errors: as `cancel`, those of the key.
  Result<> cancel(const std::string& order_token, const std::string& idempotency_key);

 private:
  const Room& room_;
};

}  // namespace aan::service
