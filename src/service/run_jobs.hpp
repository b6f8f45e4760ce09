#pragma once
#include <string_view>

#include "service/begin_payment.hpp"
#include "service/confirm_payment.hpp"

namespace aan::service {

/// A message that was understood by nobody so often is buried. Our own effects are never given up.
inline constexpr std::int64_t kMessageAttemptsMax = 40;
inline constexpr Duration kJobLease = Duration::seconds(60);
inline constexpr Duration kPollInterval = Duration::seconds(30);

/// The work behind the counter: queues, reconciliation, expiry, purge. Each function does a bounded
/// piece and says how much it did; `node/` calls them in turn. Safe to run in several processes.
class RunJobs {
 public:
  RunJobs(const Room& room, const Providers& providers, BeginPayment& begin,
          ConfirmPayment& confirm)
      : room_(room), providers_(providers), begin_(begin), confirm_(confirm) {}

  /// Takes a message of a provider in: verified, stored once, understood later. Errors: the
  /// provider's `verify` and `read_message`; not_found for a provider we do not have.
  Result<> accept(std::string_view provider, std::string_view message);
  /// The same, and understood at once if that is possible now.
  Result<> take_in(std::string_view provider, std::string_view message);

  Result<std::int64_t> run_outbox();
  Result<std::int64_t> run_inbox();
  /// Asks providers about attempts, so that a lost message costs minutes, never a sale.
  Result<std::int64_t> reconcile(Duration interval = kPollInterval);
  Result<std::int64_t> expire_orders();
  Result<std::int64_t> purge();

 private:
  Result<> carry_out(const ports::QueuedJob& job);
  Result<> understand(ports::PaymentProvider& provider, std::string_view message);
  Result<> ask(ports::PaymentProvider& provider, const payment::PaymentIntent& intent);
  Result<std::int64_t> run(ports::Queue queue);
  const Room& room_;
  const Providers& providers_;
  BeginPayment& begin_;
  ConfirmPayment& confirm_;
};

}  // namespace aan::service
