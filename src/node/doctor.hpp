#pragma once
#include <vector>

#include "adapters/pay_stripe/stripe_check.hpp"
#include "base/clock.hpp"
#include "base/rng.hpp"
#include "node/config.hpp"

namespace aan::node {

using pay_stripe::CheckStep;
using pay_stripe::Verdict;

/// What the shop's configuration for Stripe comes to, asked at Stripe. Touches no data directory.
/// Errors: invalid, when cards are not configured.
Result<std::vector<CheckStep>> check_stripe(const Config& config, const Clock& clock);

/// What the configuration for mail comes to: the server is greeted, and a letter sent to `to`.
/// Touches no data directory. Errors: invalid, when mail is not configured or `to` is no address.
Result<std::vector<CheckStep>> check_mail(const Config& config, const std::string& to,
                                          const Clock& clock, Rng& rng);

}  // namespace aan::node
