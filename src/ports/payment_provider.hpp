#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/payment/payment_intent.hpp"
#include "domain/payment/refund.hpp"

namespace aan::ports {

/// What a buyer is offered.
struct ProviderDescription {
  std::string provider;     ///< "sandbox"
  std::string method;       ///< what the buyer chooses: "sandbox", "card"
  bool is_sandbox = false;  ///< no real money: the play-money bank, or a card processor's test mode
  bool is_card = false;
  bool is_coin = false;
  bool can_refund = false;
  std::string pay_origin;  ///< "https://pay.example" where `url` of prompts leads; empty: this shop
};

/// Whether new payments may be begun, as far as was seen lately.
struct ProviderHealth {
  bool is_well = true;
  std::string why;  ///< for the operator: "unreachable", "down", "frozen", "key", ...
  std::optional<Timestamp> since;  ///< when it began to rest
  /// Why the processor keeps what it owes the shop, or will: for the operator; empty: it pays out.
  /// Beside the rest: payments go on.
  std::string payouts_why;
  /// What was asked last had no answer: nobody can say now what became of a payment. It may rest
  /// and answer, and be well and silent.
  bool is_silent = false;
};

/// How to pay: where the buyer is sent.
struct PaymentPrompt {
  std::string provider_ref;
  std::string url;  ///< address, or a path of this shop
};

enum class PaymentEventKind : std::uint8_t {
  seen,       ///< money is on its way
  settled,    ///< money is here
  lost,       ///< money that was here is gone
  failed,     ///< the attempt failed; no money moved
  cancelled,  ///< the attempt was given up
  voucher,    ///< a voucher was made out, which the buyer pays elsewhere by `due_at`, or never

  // About a payment that `about_ref` names.
  refund_processing,   ///< the provider is giving it back
  refund_settled,      ///< given back
  refund_failed,       ///< not given back: it is ours to owe again
  fee,                 ///< what the provider kept of it, or a charge for a dispute
  dispute_opened,      ///< the payer's bank asks the money back
  dispute_withdrawn,   ///< the bank has taken it
  dispute_reinstated,  ///< the bank has returned it
  dispute_won,         ///< decided for us
  dispute_lost,        ///< decided for the payer

  // No money moves by these.
  fraud_warned,    ///< the payer's bank reports it as fraud; nothing was asked back
  inquiry_opened,  ///< the payer's bank asks about it, and may dispute it if nobody answers
  inquiry_over,    ///< no inquiry of that name is open: there was none, or it ended
  appeal_opened,   ///< a lost dispute of that name can be appealed, or is
  appeal_over,     ///< no appeal of that name is open: there was none, or it is decided
  answer_given,    ///< of what is open by that name: the bank looks at the shop's answer
  answer_wanted,   ///< of what is open by that name: the bank waits for one
};
std::string_view name_of(PaymentEventKind kind);

/// A provider's word about an attempt, parsed and trusted no further than its fields.
struct PaymentEvent {
  std::string provider;
  std::string event_id;
  std::string provider_ref;
  PaymentEventKind kind = PaymentEventKind::seen;
  /// Which movement of money, refund, fee, dispute (its inquiry and its appeal have the same name)
  /// or warning; empty for failed, cancelled and voucher.
  std::string network_ref;
  Money amount;  ///< of that; a fee may be in another currency than the payment
  Timestamp at;
  /// Of refunds, fees, disputes, what surrounds them, and warnings: the `network_ref` of the
  /// payment.
  std::string about_ref;
  /// Of a refund: our own id of it, where the provider carries it. Empty: somebody made it at the
  /// provider.
  std::string refund_id;
  /// Of a dispute or a warning: the bank's word, such as "fraudulent".
  std::string reason;
  /// Of a dispute, inquiry or appeal: until when an answer is taken. Of a voucher: until when it is
  /// to be paid.
  std::optional<Timestamp> due_at;
  /// Of money that came: the country (ISO 3166-1) of the card or account that paid; empty: unknown.
  std::string payer_country;
};

/// What became of a refund that was asked for. `refund_failed` never: that is an error.
struct RefundAnswer {
  std::string network_ref;
  payment::RefundState state = payment::RefundState::processing;  ///< or settled
};

/// What became of a payout: of the money that the provider owes the shop, not of any order.
struct PayoutWord {
  bool has_failed = false;  ///< else it arrived
  std::string ref;          ///< the provider's name of it: "po_..."
  std::string why;          ///< the bank's word: "account_closed"; empty: none
  Timestamp at;
};

/// What a message of a provider says. Some state what happened; others, such as those of card
/// processors, may be late or out of order and only tell that there is something to look at.
struct PaymentMessage {
  std::string event_id;      ///< unique at the provider: the same message again is dropped
  std::string provider_ref;  ///< the attempt it is about; empty: none of ours, nothing to do
  std::vector<PaymentEvent> events;  ///< what it states
  bool is_hint = false;              ///< it states nothing to rely on: `query` the attempt
  std::optional<PayoutWord> payout;  ///< it is about one
};

/// A message as it waits in the inbox.
struct KeptMessage {
  std::string event_id;  ///< unique at the provider: the same message again is dropped
  std::string text;      ///< as much as `read_message` needs, and nothing about a person
};

/// One way to take money. Implementations: adapters/pay_*. May do network; never called inside
/// a unit of work. Contract: tests/contract/payment_provider_contract.hpp. Thread-safe.
class PaymentProvider {
 public:
  virtual ~PaymentProvider() = default;
  [[nodiscard]] virtual ProviderDescription describe() const = 0;
  /// The least that can be paid by it in this money, in ledger units.
  [[nodiscard]] virtual std::int64_t least_amount(const Asset& /*asset*/) const { return 1; }
  /// The most, in ledger units.
  [[nodiscard]] virtual std::int64_t most_amount(const Asset& /*asset*/) const {
    return std::numeric_limits<std::int64_t>::max();
  }
  /// Every amount is a whole number of these, in ledger units.
  [[nodiscard]] virtual std::int64_t step_amount(const Asset& /*asset*/) const { return 1; }
  /// Opens the attempt at the provider. Idempotent by intent id: again gives the same prompt.
  /// Errors: unavailable, timeout, upstream_rejected, upstream_malformed.
  virtual Result<PaymentPrompt> begin(const payment::PaymentIntent& intent) = 0;
  /// Whether a message that has just arrived is the provider's own and fresh. Asked at the door and
  /// never again: a message at rest grows old. Errors: unauthenticated, too_large.
  virtual Result<> verify(std::string_view message, Timestamp now) const = 0;
  /// What the inbox keeps of a verified message, read from it alone: the door asks nobody, so that
  /// what arrives is safe even while the provider does not answer. Errors: invalid.
  virtual Result<KeptMessage> keep_message(std::string_view message) const = 0;
  /// What a kept message says. May ask the provider what it is about. Errors: invalid, and those of
  /// that question.
  virtual Result<PaymentMessage> read_message(std::string_view kept) const = 0;
  /// Everything the provider knows about the attempt now, as events: the truth when messages are
  /// lost. Event ids are the same as in messages, so nothing is counted twice.
  virtual Result<std::vector<PaymentEvent>> query(const payment::PaymentIntent& intent) = 0;
  /// Asks the provider to take no money for it any more; money may still come.
  virtual Result<> cancel(const payment::PaymentIntent& intent) = 0;
  /// Gives `refund.amount` of a payment back. Idempotent by the refund's id: again gives the same
  /// answer. Errors: conflict when this method cannot, or no longer, give it back (final);
  /// unavailable, timeout (try again), upstream_rejected, upstream_malformed.
  virtual Result<RefundAnswer> refund(const payment::Payment& payment,
                                      const payment::Refund& refund) = 0;
  /// Cheap question whether it works now.
  virtual Result<> probe() = 0;
  /// What earlier calls have shown; no network. While it is not well, no new payment is begun by
  /// it, and those that are under way go on.
  [[nodiscard]] virtual ProviderHealth health() const { return {}; }
};

}  // namespace aan::ports
