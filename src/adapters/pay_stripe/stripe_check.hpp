#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/pay_stripe/stripe_api.hpp"
#include "base/money.hpp"
#include "base/timestamp.hpp"

namespace aan::pay_stripe {

enum class Verdict : std::uint8_t {
  ok,
  wrong,    ///< somebody has to do something
  unknown,  ///< could not be looked at
};
std::string_view name_of(Verdict verdict);

/// One thing that was looked at, in words for the operator. No secret is ever in it.
struct CheckStep {
  std::string name;  ///< "key", "connection", "account", "session", "webhook_secret", "webhook"
  Verdict verdict = Verdict::ok;
  std::string found;
  std::string todo;  ///< empty when it is ok
};

struct CheckOptions {
  ApiOptions api;
  std::size_t webhook_secrets = 0;  ///< how many are configured
  std::string shop_url;             ///< NODE_URL; empty: not set
  Asset currency;
  std::string statement_suffix;
};

/// Looks at a person's own setup step by step, asking Stripe with their key. Opens one Checkout
/// Session of the least amount and ends it at once: nothing is charged, nobody sees it. What
/// follows from a failed step is left out. Blocking: seconds.
std::vector<CheckStep> check_setup(const CheckOptions& options, Timestamp now);

}  // namespace aan::pay_stripe
