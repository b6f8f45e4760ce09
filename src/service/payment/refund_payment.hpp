#pragma once
#include <optional>
#include <string>
#include <vector>

#include "service/payment/providers.hpp"
#include "service/room.hpp"

namespace aan::service {

/// What of an order is to go back, and who says so.
struct RefundRequest {
  sales::OrderId order_id;
  std::optional<Money> amount;  ///< nothing: all that can go back
  std::string requested_by;     ///< "operator", or a person of the desk; stands in the audit log
  std::string idempotency_key;
};

/// Gives money back: what a person asks for here, and what settlement reserved by itself.
/// Thread-safe.
class RefundPayment {
 public:
  RefundPayment(const Room& room, const Providers& providers)
      : room_(room), providers_(providers) {}

  /// Reserves the refunds in one unit of work, so that two requests never take the same money, and
  /// then carries them out; what cannot be done now waits in the outbox. What the order owes is
  /// given back first. The same key again gives the same refunds, as they stand then. Returns them,
  /// in the order of reservation. Errors: not_found "no_such_order"; invalid "refund_amount" (zero,
  /// or another currency); conflict "nothing_to_refund", "refund_too_much" (more than can go back
  /// the way it came), "method_cannot_refund", "refund_other_mode" (`Providers::find_for`); those
  /// of the key; those of the store.
  Result<std::vector<payment::Refund>> request(const RefundRequest& request);

  /// Asks the provider, outside of any unit of work, and takes its answer as a fact; a refund that
  /// it has taken already is left alone, so it may run any number of times. A final refusal makes
  /// the refund `failed`: what it was to give back is owed again, and a person has to look. Errors:
  /// those that pass (`unavailable`, `timeout`, ...): try again.
  Result<> carry_out(const payment::RefundId& id);

 private:
  Result<std::string> reserve(ports::UnitOfWork& unit, const RefundRequest& request, Timestamp now);
  const Room& room_;
  const Providers& providers_;
};

}  // namespace aan::service
