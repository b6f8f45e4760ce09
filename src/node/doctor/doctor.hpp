#pragma once
#include <vector>

#include "base/check_step.hpp"
#include "base/clock.hpp"
#include "base/rng.hpp"
#include "node/config/config.hpp"

namespace aan::node {

/// What the shop's configuration for Stripe comes to, asked at Stripe. Touches no data directory.
/// Errors: invalid, when cards are not configured.
Result<std::vector<CheckStep>> check_stripe(const Config& config, const Clock& clock);

/// What the configuration for mail comes to: the server is greeted, and a letter sent to `to`.
/// Touches no data directory. Errors: invalid, when mail is not configured or `to` is no address.
Result<std::vector<CheckStep>> check_mail(const Config& config, const std::string& to,
                                          const Clock& clock, Rng& rng);

/// Asks what the shop depends on outside, where it is configured: its own address, the mail server
/// (which is greeted; no letter is sent) and Stripe. Each takes seconds at most. Never fails.
std::vector<CheckStep> check_outside(const Config& config, const Clock& clock);

}  // namespace aan::node
