#pragma once
#include <string>

#include "adapters/pay_stripe/form.hpp"
#include "base/result.hpp"
#include "domain/payment/payment_intent.hpp"

namespace aan::pay_stripe {

/// A session lives 30 minutes to 24 hours by Stripe's clock; a minute more than the least leaves
/// room for ours being slow.
inline constexpr Duration kSessionLife = Duration::seconds(1860);

/// POST /v1/checkout/sessions for one attempt. Only ids, an amount and a neutral name leave the
/// shop: what somebody reads is nobody's business. Neither `payment_method_types` nor `ui_mode`:
/// both changed in 2026, and what is left out means the same in every version.
/// Errors: invalid, for an amount that Stripe cannot express; upstream_rejected
/// "amount_too_small" or "amount_too_large", outside of what a card pays in this currency.
Result<Form> session_form(const payment::PaymentIntent& intent, const std::string& return_url,
                          Timestamp expires_at);

}  // namespace aan::pay_stripe
