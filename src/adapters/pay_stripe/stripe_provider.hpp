#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/pay_stripe/events.hpp"
#include "adapters/pay_stripe/stripe_api.hpp"
#include "adapters/pay_stripe/stripe_health.hpp"
#include "base/clock.hpp"
#include "base/secret.hpp"
#include "ports/message_archive.hpp"
#include "ports/payment_provider.hpp"
#include "ports/store.hpp"

namespace aan::pay_stripe {

struct StripeOptions {
  ApiOptions api;
  /// Signing secrets of the webhook endpoint; two while one is rolled. None: every message is
  /// refused, and payments are found by asking.
  std::vector<Secret> webhook_secrets;
  std::string statement_suffix;  ///< `is_statement_suffix`
  /// Where Stripe sends the buyer back to, paid or not: a whole address, the same for the same
  /// attempt as long as it lives.
  std::function<std::string(const payment::PaymentIntent&)> return_url;
};

/// Whether a key is one of live money ("sk_live_", "rk_live_").
bool is_live_key(const Secret& key);

/// Cards, Apple Pay and Google Pay through Stripe's hosted Checkout. A session is the attempt
/// (`provider_ref` "cs_..."), a PaymentIntent the movement of money (`network_ref` "pi_...").
/// Messages only say where to look: what is believed is fetched, and must carry our order, our
/// attempt and our mode. With a key of the test mode it is a sandbox: its orders are booked apart.
/// Thread-safe. Store and clock must outlive it.
class StripeProvider final : public ports::PaymentProvider, public ports::MessageArchive {
 public:
  StripeProvider(StripeOptions options, ports::Store& store, const Clock& clock);

  [[nodiscard]] ports::ProviderDescription describe() const override;
  [[nodiscard]] std::int64_t least_amount(const Asset& asset) const override;
  [[nodiscard]] std::int64_t step_amount(const Asset& asset) const override;
  [[nodiscard]] std::int64_t most_amount(const Asset& asset) const override;
  /// Errors besides the port's: invalid and upstream_rejected "amount_too_small" and
  /// "amount_too_large" for amounts that no card can pay.
  Result<ports::PaymentPrompt> begin(const payment::PaymentIntent& intent) override;
  /// A message is the value of the Stripe-Signature header, a line feed, and the raw body.
  /// Errors: unauthenticated "signature", "stamp".
  Result<> verify(std::string_view message, Timestamp now) const override;
  /// Names of things alone: Stripe's message carries the buyer's name and address too.
  Result<ports::KeptMessage> keep_message(std::string_view message) const override;
  /// A hint, but for payouts and early warnings of fraud, which it states. Asks Stripe only about a
  /// dispute, a warning, or a refund that somebody made by hand: they name the payment and nothing
  /// of ours.
  /// Errors besides invalid: the API's, of that question.
  Result<ports::PaymentMessage> read_message(std::string_view kept) const override;
  Result<std::vector<ports::PaymentEvent>> query(const payment::PaymentIntent& intent) override;
  /// A session that is over already cannot be ended, which is no error: `query` tells how it ended.
  Result<> cancel(const payment::PaymentIntent& intent) override;
  Result<ports::RefundAnswer> refund(const payment::Payment& payment,
                                     const payment::Refund& refund) override;
  /// Asks for the account: whether Stripe is there and whether it lets us take money.
  Result<> probe() override;
  [[nodiscard]] ports::ProviderHealth health() const override { return health_.now(); }
  [[nodiscard]] std::string provider() const override;
  [[nodiscard]] bool is_test() const override { return !is_live_; }
  [[nodiscard]] bool sends_messages() const override;
  /// Events that Stripe's webhook could not deliver; all events where no webhook is set up. At most
  /// ten thousand.
  Result<ports::ArchivedMessages> missed(Timestamp since) const override;
  /// `probe` when it is time for it: to be called often. Errors: of the probe.
  Result<> tend();

 private:
  Result<std::string> post(std::string_view path, const Form& form, std::string_view key) const;
  Result<std::string> get(std::string_view path_and_query) const;
  /// Lets what a call came to count for the health, and gives it back.
  Result<std::string> noted(Result<std::string> answer) const;
  Result<CheckoutSession> open_session(const payment::PaymentIntent& intent) const;
  Result<StripeEvent> event_in(std::string_view message) const;
  Result<std::string> session_behind(const StripeEvent& event) const;
  Result<std::string> session_paid_by(const std::string& payment_intent) const;
  Result<std::vector<StripeRefund>> refunds_of(const std::string& payment_intent) const;

  StripeOptions options_;
  ports::Store& store_;
  const Clock& clock_;
  StripeApi api_;
  bool is_live_;  ///< by the key: live and test mode never mix
  mutable StripeHealth health_;
};

}  // namespace aan::pay_stripe
