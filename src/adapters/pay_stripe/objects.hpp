#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/timestamp.hpp"

// Stripe's objects as far as the shop looks at them. Names are Stripe's; amounts are in its units
// (`minor_units.hpp`), currencies in lower case.
namespace aan::pay_stripe {

/// A movement on the account's balance: what was taken in or out, and what Stripe kept of it.
struct BalanceMovement {
  std::string id;           ///< "txn_..."
  std::int64_t amount = 0;  ///< negative: it left
  std::int64_t fee = 0;
  std::string currency;  ///< of the balance, which may differ from that of the payment
  Timestamp created;
};

/// What came of a payment: a PaymentIntent with the charge behind it.
struct StripePayment {
  std::string id;      ///< "pi_..."
  std::string status;  ///< succeeded, processing, requires_action, requires_payment_method, ...
  std::string currency;
  std::int64_t amount_received = 0;
  std::string charge;         ///< "ch_..."; empty without one
  std::string payer_country;  ///< where the card or account was issued: "DE"; empty: not said
  std::optional<BalanceMovement> movement;  ///< of the charge, once there is one
  Timestamp created;                        ///< when the money moved, if it did
  std::optional<Timestamp> voucher_until;   ///< of a voucher: by when it is to be paid
};

/// A Checkout Session.
struct CheckoutSession {
  std::string id;
  std::string url;     ///< the hosted page; empty once it is over
  std::string status;  ///< open, complete, expired
  std::string currency;
  std::string client_reference_id;
  std::string intent_id;                 ///< metadata[intent_id]: our attempt
  std::string payment_intent;            ///< "pi_..."; empty until the buyer pays
  std::optional<StripePayment> payment;  ///< the same, where it was asked for with the session
  bool livemode = false;
  Timestamp created;
};

/// Whether a buyer may be sent to this address of a session: it is https, or lies where the API
/// itself does, as those of doubles on this machine.
[[nodiscard]] bool is_pay_page(std::string_view url, std::string_view api_base);

/// Whether the account may take and pay out money: GET /v1/account.
struct StripeAccount {
  std::string id;
  bool charges_enabled = false;
  bool payouts_enabled = false;
  std::string card_payments;  ///< capability: active, inactive, pending; empty when not said
  std::string disabled_reason;
  std::vector<std::string> past_due;
};

struct StripeRefund {
  std::string id;
  std::string status;  ///< pending, requires_action, succeeded, failed, canceled
  std::int64_t amount = 0;
  std::string currency;
  std::string refund_id;  ///< metadata[refund_id]: ours; empty when made by hand
  Timestamp created;
  std::optional<Timestamp> failed_at;  ///< when the money came back to us
};

struct StripeDispute {
  std::string id;
  std::string status;  ///< warning_*, needs_response, under_review, won, lost, ...
  std::string reason;
  std::int64_t amount = 0;
  std::string currency;
  Timestamp created;
  std::optional<Timestamp> due_by;
  std::vector<BalanceMovement> movements;  ///< withdrawn, and perhaps reinstated
};

/// An event of the webhook: only what tells where to look. Its object is never believed; the
/// session is fetched instead.
struct StripeEvent {
  std::string id;
  std::string type;
  bool livemode = false;
  std::string session;         ///< "cs_..." when its object is a Checkout Session
  std::string payment_intent;  ///< "pi_..." when its object is one, or names one
  std::string intent_id;       ///< metadata[intent_id] of its object: our attempt
  std::string warning;         ///< "issfr_..." when its object is an early fraud warning
  std::string payout;          ///< "po_..." when its object is a payout
  std::string reason;          ///< of those two: the bank's word for it
  Timestamp created;
};

/// A webhook endpoint that is registered at Stripe.
struct WebhookEndpoint {
  std::string url;
  std::string status;  ///< enabled, disabled
  std::vector<std::string> events;
  std::string version;  ///< of the messages; empty: the account's own
};

/// What an answer with an error status says.
struct StripeFault {
  std::string type;
  std::string code;
  std::string param;
  std::string message;  ///< for the operator; Stripe's own words
};

}  // namespace aan::pay_stripe
