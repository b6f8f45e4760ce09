#pragma once
#include <atomic>
#include <string_view>

#include "service/letters/send_mail.hpp"
#include "service/payment/begin_payment.hpp"
#include "service/payment/confirm_payment.hpp"
#include "service/payment/refund_payment.hpp"
#include "service/sale/issue_documents.hpp"

namespace aan::service {

/// A message that was understood by nobody so often is buried, which with the pauses between is
/// after 25 hours, unless its processor could not be asked. Our own effects are never given up.
inline constexpr std::int64_t kMessageAttemptsMax = 60;
/// Longer than one job takes: its provider is asked a few times at most.
inline constexpr Duration kJobLease = Duration::seconds(60);
/// How much one call of these functions does at most; so much done means that there may be more.
inline constexpr std::int64_t kJobsARound = 50;
inline constexpr std::int64_t kPurgedOrdersARound = 100;
/// One letter of so many is one that others go before, while there are any.
inline constexpr std::int64_t kSecondLetterEvery = 5;
inline constexpr Duration kPollInterval = Duration::seconds(30);

/// The work behind the counter: queues, reconciliation, expiry, purge. Each function does a bounded
/// piece and says how much it did; `node/` calls them in turn. Safe to run in several processes.
class RunJobs {
 public:
  RunJobs(const Room& room, const Providers& providers, BeginPayment& begin,
          ConfirmPayment& confirm, RefundPayment& refund, SendMail& mail, IssueDocuments& documents)
      : room_(room),
        providers_(providers),
        begin_(begin),
        confirm_(confirm),
        refund_(refund),
        mail_(mail),
        documents_(documents) {}

  /// Takes a message of a provider in: verified, stored once, understood later. Errors: the
  /// provider's `verify` and `keep_message`; not_found for a provider we do not have.
  Result<> accept(std::string_view provider, std::string_view message);
  /// The same, and understood at once if that is possible now.
  Result<> take_in(std::string_view provider, std::string_view message);

  Result<std::int64_t> run_outbox();
  Result<std::int64_t> run_inbox();
  /// Letters, one after the other: a slow server keeps nothing else waiting. Those of the first
  /// rank go before all others but each `kSecondLetterEvery`th. Without a mailer they wait.
  Result<std::int64_t> run_mail();
  /// From now on no job of a queue is begun; one that is under way ends. For a process that stops:
  /// a round of letters to a server that hangs would keep it for minutes. Thread-safe.
  void begin_nothing_more() { is_closing_ = true; }
  /// Asks providers about attempts, so that a lost message costs minutes, never a sale.
  Result<std::int64_t> reconcile(Duration interval = kPollInterval);
  Result<std::int64_t> expire_orders();
  /// What unpaid orders held for long enough is free again (`release_hold`).
  Result<std::int64_t> release_holds();
  /// Forgets what is past its time, but no orders. Returns how many rows went.
  Result<std::int64_t> purge();
  /// Forgets orders that never saw money, and what providers remember of them.
  Result<std::int64_t> purge_unpaid();

 private:
  Result<> carry_out(const ports::QueuedJob& job);
  Result<> stop_at_provider(const payment::IntentId& id);
  /// What of the message is in the inbox now.
  Result<std::string> keep(std::string_view provider, std::string_view message);
  Result<> understand(ports::PaymentProvider& provider, std::string_view kept);
  Result<> ask(ports::PaymentProvider& provider, const payment::PaymentIntent& intent);
  Result<std::int64_t> run(ports::Queue queue);
  Result<bool> run_one(ports::Queue queue);
  Result<std::vector<ports::QueuedJob>> claim_one(ports::UnitOfWork& unit, ports::Queue queue,
                                                  ports::JobRank before, Timestamp now);
  Result<> end(const ports::QueuedJob& job, const Result<>& done);
  const Room& room_;
  const Providers& providers_;
  BeginPayment& begin_;
  ConfirmPayment& confirm_;
  RefundPayment& refund_;
  SendMail& mail_;
  IssueDocuments& documents_;
  std::atomic<bool> is_closing_{false};
  std::atomic<std::int64_t> letters_{0};  ///< tried, for whose turn it is
};

}  // namespace aan::service
