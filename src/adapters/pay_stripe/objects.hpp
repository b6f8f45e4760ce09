#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/timestamp.hpp"

namespace aan::pay_stripe {

/// A Checkout Session as far as the shop looks at it. Names are Stripe's.
struct CheckoutSession {
  std::string id;
  std::string url;             ///< the hosted page; empty once it is over
  std::string status;          ///< open, complete, expired
  std::string payment_status;  ///< unpaid, paid, no_payment_required
  std::int64_t amount_total = 0;
  std::string currency;  ///< lower case
  std::string client_reference_id;
  std::string intent_id;       ///< metadata[intent_id]: our attempt
  std::string payment_intent;  ///< "pi_..."; empty until the buyer pays
  bool livemode = false;
  Timestamp created;
};

/// What came of a payment: the charge behind a PaymentIntent.
struct StripePayment {
  std::string id;      ///< "pi_..."
  std::string status;  ///< succeeded, processing, requires_payment_method, canceled, ...
  std::string currency;
  std::int64_t amount_received = 0;
  std::string charge;  ///< "ch_..."; empty without one
  std::int64_t amount_refunded = 0;
  bool is_disputed = false;
  Timestamp created;
};

/// Whether the account may take and pay out money: GET /v1/account.
struct StripeAccount {
  std::string id;
  bool charges_enabled = false;
  bool payouts_enabled = false;
  std::string disabled_reason;
  std::vector<std::string> past_due;
};

struct StripeRefund {
  std::string id;
  std::string status;  ///< pending, requires_action, succeeded, failed, canceled
};

/// An event of the webhook, or of GET /v1/events: only what tells where to look. Its object is
/// never believed; the session or payment is fetched instead.
struct StripeEvent {
  std::string id;
  std::string type;
  bool livemode = false;
  std::string session;         ///< "cs_..." when its object is a Checkout Session
  std::string payment_intent;  ///< "pi_..." when its object leads to one
  Timestamp created;
};

/// What an answer with an error status says.
struct StripeFault {
  std::string type;
  std::string code;
  std::string param;
  std::string message;  ///< for the operator; Stripe's own words
};

}  // namespace aan::pay_stripe
