#pragma once
#include <string>

#include "crypto/token.hpp"
#include "service/idempotency.hpp"
#include "service/payment/providers.hpp"
#include "service/room.hpp"

namespace aan::service {

/// The provider's side of an attempt. Thread-safe.
class BeginPayment {
 public:
  BeginPayment(const Room& room, const Providers& providers) : room_(room), providers_(providers) {}

  /// Adds an attempt that asks for `due`, with its outbox row, inside somebody's unit of work.
  Result<payment::PaymentIntent> add_attempt(ports::UnitOfWork& unit, const sales::OrderId& order,
                                             const Money& due, const ports::ProviderDescription& by,
                                             Timestamp now);

  /// Write 2: asks the provider to begin and stores its prompt. Again is harmless: the provider
  /// knows the attempt by its id. Returns the address to pay at. Errors: unavailable
  /// "method_rests", whatever the provider said (the log has it); conflict "attempt_stopped" (also
  /// of a way that was switched off before: the attempt ends), "other_money" (the order is left of
  /// a test).
  Result<std::string> begin(const payment::IntentId& id);

  /// Another attempt on an order that is not paid, asking for what is `missing`: earlier open ones
  /// are asked to stop, which may fail without harm, since whatever they capture is owed back.
  /// Returns the new prompt. What the order held and gave back when its time was over it takes
  /// again, for `holder` (as `Basket` has it). Errors: not_found; conflict "already_paid",
  /// "given_up_by_shop", "order_withheld", "order_expired" (`sales::may_attempt`), "other_money",
  /// or what `hold_again` says; invalid for the method or an amount it does not
  /// take; unavailable "method_rests"; limited "attempts_used_up" after `kAttemptsMax`. The same
  /// key again gives the same attempt.
  Result<std::string> retry(const std::string& order_token, const std::string& method,
                            const std::string& idempotency_key, const std::string& holder = {});

 private:
  Result<> stop_unoffered(const payment::IntentId& id);
  const Room& room_;
  const Providers& providers_;
};

}  // namespace aan::service
