#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/payment/bank_matter.hpp"
#include "domain/payment/dispute.hpp"
#include "domain/payment/fee.hpp"
#include "domain/payment/refund.hpp"

namespace aan::ports {

/// Names of the providers that take play money or test cards now. An order that was placed with
/// such money and has no attempt by any of them is left of a test.
using TestWays = std::vector<std::string>;

/// A report of a provider about an attempt, as it was taken in: the evidence behind every state.
struct StoredPaymentEvent {
  std::string provider;
  std::string event_id;  ///< unique for the provider
  payment::IntentId intent_id;
  std::string kind;
  std::string payload;  ///< canonical text of the event; no personal data
  Timestamp at;
};

/// A page of disputes: the open ones first, those whose evidence is due the soonest in front, then
/// the others, newest first.
struct DisputeQuery {
  std::optional<payment::DisputeState> state;  ///< nothing: any
  std::int64_t offset = 0;
  std::int64_t limit = 50;  ///< 1 to 500
};
struct DisputePage {
  std::vector<payment::Dispute> disputes;
  std::int64_t total = 0;  ///< of all pages
};

/// Attempts and the money that reached them. Errors: unavailable, corrupt, internal, and named.
class PaymentStore {
 public:
  virtual ~PaymentStore() = default;

  virtual Result<std::optional<payment::PaymentIntent>> find_intent(
      const payment::IntentId& id) const = 0;
  virtual Result<std::optional<payment::PaymentIntent>> find_intent_by_provider_ref(
      std::string_view provider, std::string_view provider_ref) const = 0;
  virtual Result<std::vector<payment::PaymentIntent>> intents_of(
      const sales::OrderId& id) const = 0;
  virtual Result<std::vector<payment::Payment>> payments_of(const sales::OrderId& id) const = 0;
  virtual Result<std::optional<payment::Payment>> find_payment(
      const payment::PaymentId& id) const = 0;
  /// The payment that a provider names so. Of several assets under one name, any.
  virtual Result<std::optional<payment::Payment>> find_payment_by_ref(
      std::string_view provider, std::string_view network_ref) const = 0;
  /// Refunds, fees and disputes of an order, each by time and name.
  virtual Result<std::vector<payment::Refund>> refunds_of(const sales::OrderId& id) const = 0;
  virtual Result<std::vector<payment::Fee>> fees_of(const sales::OrderId& id) const = 0;
  virtual Result<std::vector<payment::Dispute>> disputes_of(const sales::OrderId& id) const = 0;
  virtual Result<DisputePage> list_disputes(const DisputeQuery& query) const = 0;
  /// Inquiries and appeals of an order, by time.
  virtual Result<std::vector<payment::BankMatter>> bank_matters_of(
      const sales::OrderId& id) const = 0;
  /// Those that are open, at most `limit`: what is due the soonest in front.
  virtual Result<std::vector<payment::BankMatter>> bank_matters_open(std::int64_t limit) const = 0;
  /// Those of them that wait for an answer and are left of no test (see `TestWays`).
  virtual Result<std::vector<payment::BankMatter>> bank_matters_waiting(
      const TestWays& ways, std::int64_t limit) const = 0;
  virtual Result<std::optional<payment::Refund>> find_refund(const payment::RefundId& id) const = 0;
  /// Nothing for an empty name: refunds that no provider has taken yet have none.
  virtual Result<std::optional<payment::Refund>> find_refund_by_ref(
      std::string_view provider, std::string_view network_ref) const = 0;
  virtual Result<std::optional<payment::Dispute>> find_dispute_by_ref(
      std::string_view provider, std::string_view network_ref) const = 0;
  /// Begun attempts whose next look is due at `now`: one half of `limit` for the youngest, whose
  /// buyers look at a page and wait, the rest for those whose look is due the longest, so that a
  /// flood of orders keeps neither from being looked at. A look that falls into the monitored time
  /// is due for ever: a shop that was off looks once more when it is back.
  virtual Result<std::vector<payment::PaymentIntent>> intents_to_poll(Timestamp now,
                                                                      std::int64_t limit) const = 0;
  /// Attempts begun before `before` whose money is on its way and that are left of no test, the
  /// oldest first, at most `limit`.
  virtual Result<std::vector<payment::PaymentIntent>> intents_stuck(Timestamp before,
                                                                    const TestWays& ways,
                                                                    std::int64_t limit) const = 0;
  /// Attempts begun at `since` or later whose money is on its way and whose monitored time is over
  /// at `now`, the oldest first, at most `limit`.
  virtual Result<std::vector<payment::PaymentIntent>> intents_under_way(
      Timestamp since, Timestamp now, std::int64_t limit) const = 0;

  virtual Result<> add_intent(const payment::PaymentIntent& intent) = 0;
  /// Stores what `begin` answered. Idempotent; the first answer stays.
  virtual Result<> set_prompt(const payment::IntentId& id, std::string_view provider_ref,
                              std::string_view prompt_url) = 0;
  /// When the provider is asked next; at or after `monitor_until`: never again.
  virtual Result<> set_next_poll(const payment::IntentId& id, Timestamp at) = 0;
  virtual Result<> mark_failed(const payment::IntentId& id) = 0;
  virtual Result<> mark_cancelled(const payment::IntentId& id) = 0;
  /// Its buyer has a voucher, to be paid by `day` where the provider says so: the attempt is
  /// expected and looked after until these moments.
  virtual Result<> mark_voucher(const payment::IntentId& id, std::optional<Timestamp> day,
                                Timestamp expires_at, Timestamp monitor_until) = 0;
  /// Errors: conflict when the version is another one.
  virtual Result<> move_intent(const payment::IntentId& id, std::int64_t from_version,
                               payment::PaymentStatus to, payment::PaymentException exception) = 0;
  /// Inserts unless (provider, event_id) is there already; says whether it was new.
  virtual Result<bool> add_event(const StoredPaymentEvent& event) = 0;
  /// Inserts, or makes of the payment with this (asset, network_ref) what both words amount to
  /// (`payment::merged`), in whichever order they arrive. The amount and the attempt of a known
  /// reference never change: corrupt if they would.
  virtual Result<> put_payment(const payment::Payment& payment) = 0;

  // Each inserts, or makes of the known fact what both words amount to (`merged`), in whichever
  // order they arrive. What a fact is about, its amount, and a provider's name for it once there is
  // one, never change: corrupt if they would. The payment must be stored.

  /// A refund is known by its id.
  virtual Result<> put_refund(const payment::Refund& refund) = 0;
  /// A fee is known by (provider, network_ref); says whether it was new.
  virtual Result<bool> put_fee(const payment::Fee& fee) = 0;
  /// A dispute is known by (provider, network_ref).
  virtual Result<> put_dispute(const payment::Dispute& dispute) = 0;
  /// One that is known by (provider, network_ref, kind) stays as it is.
  virtual Result<> put_bank_matter(const payment::BankMatter& matter) = 0;
  /// Writes when it was answered and until when an answer is taken.
  virtual Result<> set_bank_answer(const payment::BankMatter& matter) = 0;
  /// Says whether there was one, and open.
  virtual Result<bool> close_bank_matter(std::string_view provider, std::string_view network_ref,
                                         payment::MatterKind kind, Timestamp now) = 0;
};

}  // namespace aan::ports
