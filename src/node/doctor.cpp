#include "node/doctor.hpp"

namespace aan::node {

Result<std::vector<CheckStep>> check_stripe(const Config& config, const Clock& clock) {
  if (!config.has_stripe)
    return refuse(Errc::invalid, "doctor",
                  "Cards are not configured: set ENABLE_STRIPE=true and STRIPE_SECRET_KEY.",
                  "configuration");
  pay_stripe::CheckOptions options;
  options.api = {config.stripe_api_base, config.stripe_key};
  options.webhook_secrets = config.stripe_webhook_secrets.size();
  options.shop_url = config.node_url;
  options.currency = config.currency;
  return pay_stripe::check_setup(options, clock.wall());
}

}  // namespace aan::node
