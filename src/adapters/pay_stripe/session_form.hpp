#pragma once
#include <string>
#include <string_view>

#include "adapters/pay_stripe/form.hpp"
#include "adapters/pay_stripe/signature.hpp"
#include "base/result.hpp"
#include "domain/payment/payment_intent.hpp"

namespace aan::pay_stripe {

/// A session lives 30 minutes to 24 hours by Stripe's clock. So much more than the least leaves
/// room for ours being slow, by all that a message may be off, and for the way there (ADR 0053).
inline constexpr Duration kSessionLife =
    Duration::minutes(30) + kSignatureTolerance + Duration::seconds(60);

/// What may stand behind Stripe's `*` on a card statement: beside the longest prefix that an
/// account can have there is room for so much.
inline constexpr std::size_t kStatementSuffixBytesMax = 10;
/// Letters, digits, spaces and hyphens, a letter among them. Empty: nothing is sent, and the
/// account's own words stand alone.
[[nodiscard]] bool is_statement_suffix(std::string_view text);

/// POST /v1/checkout/sessions for one attempt. Only ids, an amount and a neutral name leave the
/// shop: what somebody reads is nobody's business (ADR 0053). Neither `payment_method_types` nor
/// `ui_mode`: both changed in 2026, and what is left out means the same in every version. Errors:
/// invalid, for an amount that Stripe cannot express; upstream_rejected "amount_too_small" or
/// "amount_too_large", outside of what a card pays in this currency.
Result<Form> session_form(const payment::PaymentIntent& intent, const std::string& return_url,
                          Timestamp expires_at, std::string_view statement_suffix = {});

}  // namespace aan::pay_stripe
