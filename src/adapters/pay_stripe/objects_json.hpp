#pragma once
#include <string_view>
#include <vector>

#include "adapters/pay_stripe/objects.hpp"
#include "base/result.hpp"

namespace aan::pay_stripe {

/// Readers of Stripe's JSON, strict about what they need and blind to the rest (Stripe adds fields
/// at any time). Errors: upstream_malformed, naming the field.
///
/// A session with `payment_intent.latest_charge.balance_transaction` expanded as far as wanted.
Result<CheckoutSession> parse_session(std::string_view json);
Result<std::vector<CheckoutSession>> parse_sessions(std::string_view json);
Result<StripeAccount> parse_account(std::string_view json);
Result<StripeEvent> parse_event(std::string_view json);
/// The event as `parse_event` reads it, and nothing else of it.
std::string write_event(const StripeEvent& event);
Result<std::vector<WebhookEndpoint>> parse_endpoints(std::string_view json);
/// The error object; empty fields where the text is not one (a proxy's page, say).
StripeFault parse_fault(std::string_view json);

}  // namespace aan::pay_stripe
