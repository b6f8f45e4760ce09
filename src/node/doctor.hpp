#pragma once
#include <vector>

#include "adapters/pay_stripe/stripe_check.hpp"
#include "base/clock.hpp"
#include "node/config.hpp"

namespace aan::node {

using pay_stripe::CheckStep;
using pay_stripe::Verdict;

/// What the shop's configuration for Stripe comes to, asked at Stripe. Touches no data directory.
/// Errors: invalid, when cards are not configured.
Result<std::vector<CheckStep>> check_stripe(const Config& config, const Clock& clock);

}  // namespace aan::node
