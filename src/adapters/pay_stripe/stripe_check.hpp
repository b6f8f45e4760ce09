#pragma once
#include <string>
#include <vector>

#include "adapters/pay_stripe/stripe_api.hpp"
#include "base/check_step.hpp"
#include "base/money.hpp"
#include "base/timestamp.hpp"

namespace aan::pay_stripe {

struct CheckOptions {
  ApiOptions api;
  std::size_t webhook_secrets = 0;  ///< how many are configured
  std::string shop_url;             ///< NODE_URL; empty: not set
  Asset currency;
  std::string statement_suffix;
};

/// Looks at a person's own setup step by step, asking Stripe with their key. Opens one Checkout
/// Session of the least amount and ends it at once: nothing is charged, nobody sees it. What
/// follows from a failed step is left out. Blocking: seconds. Names: "key", "webhook_secret",
/// "connection", "account", "session", "rights", "webhook".
std::vector<CheckStep> check_setup(const CheckOptions& options, Timestamp now);

}  // namespace aan::pay_stripe
