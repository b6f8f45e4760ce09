#include <algorithm>

#include "adapters/pay_stripe/session_form.hpp"
#include "base/text.hpp"
#include "node/config/config_parts.hpp"

namespace aan::node {
namespace {

bool is_stripe_key(std::string_view key) {
  for (const std::string_view kind : {"sk_live_", "rk_live_", "sk_test_", "rk_test_"})
    if (key.starts_with(kind) && key.size() > kind.size())
      return key.find_first_of(" \t\r\n\"'") == std::string_view::npos;
  return false;
}

// Nothing that is switched off keeps a shop from opening.
bool can_ask_stripe(const Config& config) {
  return is_stripe_key(config.stripe_key.reveal()) && is_safe_api(config.stripe_api_base) &&
         pay_stripe::is_statement_suffix(config.stripe_statement_suffix) &&
         std::ranges::all_of(config.stripe_webhook_secrets, [](const Secret& secret) {
           return secret.reveal().starts_with("whsec_");
         });
}

}  // namespace

bool keeps_stripe(const Config& config) { return config.has_stripe || can_ask_stripe(config); }

Result<> set_stripe(Config& config, const Values& values) {
  config.has_stripe = text_of(values, "ENABLE_STRIPE") == "true";
  config.stripe_key = Secret(text_of(values, "STRIPE_SECRET_KEY"));
  for (const std::string_view one : split(text_of(values, "STRIPE_WEBHOOK_SECRET"), ','))
    if (!trim(one).empty()) config.stripe_webhook_secrets.emplace_back(std::string(trim(one)));
  config.stripe_statement_suffix = text_of(values, "STRIPE_STATEMENT_SUFFIX");
  config.stripe_api_base = text_of(values, "STRIPE_API_BASE");
  while (config.stripe_api_base.ends_with('/')) config.stripe_api_base.pop_back();
  if (!config.has_stripe) {
    if (!config.stripe_key.empty() && !keeps_stripe(config))
      config.warnings.push_back(
          {"STRIPE_SECRET_KEY is set, but cards are not sold: ENABLE_STRIPE=true begins that.",
           "Set ENABLE_STRIPE=true, or take the key away; docs/how-to/stripe.md."});
    return {};
  }
  // The original's example is copied as it stands; it must not keep a shop from opening.
  if (config.stripe_key.reveal() == "sk_...") {
    config.has_stripe = false;
    config.warnings.push_back(
        {"ENABLE_STRIPE is set, but there is no key to sell by card with; it counts as not set.",
         "Write the key of your Stripe account as STRIPE_SECRET_KEY, or take ENABLE_STRIPE away; "
         "docs/how-to/stripe.md."});
    config.warnings.push_back(
        {"STRIPE_SECRET_KEY holds the example of the documentation; it counts as not set.",
         "Write your own key in its place, from dashboard.stripe.com under API keys."});
    return {};
  }
  if (!is_stripe_key(config.stripe_key.reveal()))
    return wrong(values, "STRIPE_SECRET_KEY",
                 config.stripe_key.empty()
                     ? "to sell by card, write the secret key of your Stripe account here."
                     : "this is no secret or restricted key: those begin with sk_live_, rk_live_, "
                       "sk_test_ or rk_test_.");
  for (const Secret& secret : config.stripe_webhook_secrets)
    if (!secret.reveal().starts_with("whsec_"))
      return wrong(values, "STRIPE_WEBHOOK_SECRET",
                   "a signing secret begins with whsec_; several are separated by commas.");
  if (!pay_stripe::is_statement_suffix(config.stripe_statement_suffix))
    return wrong(values, "STRIPE_STATEMENT_SUFFIX",
                 "write at most 10 letters, digits, spaces and hyphens, a letter among them.");
  if (!is_safe_api(config.stripe_api_base))
    return wrong(values, "STRIPE_API_BASE", "write an https address, or http to this machine.");
  const bool is_live = config.stripe_key.reveal().substr(2).starts_with("_live_");
  if (is_live && !config.node_url.starts_with("https://"))
    return wrong(values, "NODE_URL",
                 "with a live Stripe key it must be the shop's https address: buyers are sent back "
                 "there.");
  if (is_live && config.is_demo)
    return wrong(values, "STRIPE_SECRET_KEY",
                 "a demonstration takes no live key, as nobody shall pay for its books: use a test "
                 "key, or serve a shop of your own.");
  if (config.stripe_webhook_secrets.empty())
    config.warnings.push_back(
        {"STRIPE_WEBHOOK_SECRET is not set: payments are found by asking Stripe, not at once.",
         "Make a webhook at Stripe and set its signing secret; docs/how-to/stripe.md."});
  return {};
}

}  // namespace aan::node
