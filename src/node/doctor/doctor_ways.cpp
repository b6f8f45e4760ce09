#include "node/doctor/doctor_ways.hpp"

#include "adapters/pay_stripe/stripe_provider.hpp"
#include "node/config/config_parts.hpp"

namespace aan::node {
namespace {

using enum Verdict;
using Steps = std::vector<CheckStep>;

bool is_public(const Config& config) {
  return !config.node_url.empty() && !is_loopback(authority_of(config.node_url));
}

void check_address(const Config& config, Steps& steps) {
  const std::string& url = config.node_url;
  if (url.empty() && !config.listens_on_loopback())
    return steps.push_back({"address", wrong,
                            "NODE_URL is not set, and the shop listens beyond this machine.",
                            "Set NODE_URL to the address under which readers find the shop: links "
                            "in letters and receipts are made with it."});
  if (url.empty())
    return steps.push_back({"address", advice, "NODE_URL is not set: the shop is for this machine.",
                            "Set it before others come: docs/how-to/caddy.md."});
  if (is_public(config) && url.starts_with("http://") && !url.contains(".onion"))
    return steps.push_back({"address", wrong, url + " is not encrypted.",
                            "Put a proxy with TLS before the shop (docs/how-to/caddy.md) and begin "
                            "NODE_URL with https://."});
  steps.push_back({"address", ok, "Readers find the shop at " + url + ".", ""});
}

// Behind a proxy that is not named everybody has the proxy's address, and shares one pace.
void check_proxy(const Config& config, Steps& steps) {
  if (!is_public(config) || !config.node_url.starts_with("https://")) return;
  if (config.trusted_proxies.empty())
    steps.push_back({"proxy", wrong,
                     "NODE_URL is https, the shop speaks http, and TRUSTED_PROXIES names no proxy: "
                     "all visitors look like one.",
                     "Set TRUSTED_PROXIES to the proxy's address, such as 127.0.0.1."});
  else
    steps.push_back({"proxy", ok, "The proxies that are believed are named.", ""});
}

void check_payment(const Config& config, Steps& steps) {
  if (config.has_stripe && pay_stripe::is_live_key(config.stripe_key))
    return steps.push_back({"payment", ok, "Cards are taken, through Stripe.", ""});
  if (config.has_stripe)
    return steps.push_back({"payment", is_public(config) ? wrong : advice,
                            "Cards are taken in Stripe's test mode: no money moves.",
                            "Put the live key into STRIPE_SECRET_KEY when the shop opens."});
  if (allows_sandbox(config))
    return steps.push_back({"payment", advice, "Play money is taken: no money moves.",
                            "docs/how-to/stripe.md leads from an empty account to a first sale."});
  steps.push_back({"payment", wrong,
                   "There is no way to pay: priced books cannot be bought. Play money is off "
                   "because " +
                       std::string(why_no_play_money(config)) + ".",
                   "Set ENABLE_STRIPE and STRIPE_SECRET_KEY: docs/how-to/stripe.md."});
}

// Whoever takes the key away as well leaves buyers' money where nobody sees it.
void check_cards_off(const Config& config, Steps& steps) {
  if (config.has_stripe || !keeps_stripe(config)) return;
  steps.push_back({"cards_off", advice,
                   "Cards are switched off: nobody is offered them. Payments that were begun by "
                   "card, refunds and messages of Stripe go on.",
                   "Leave STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET set while orders by card are "
                   "open or money may go back; ENABLE_STRIPE=true offers cards again."});
}

void check_seller(const Config& config, Steps& steps) {
  const bool is_named = !config.seller.address.empty();
  const bool is_asked = !is_named && is_public(config);
  steps.push_back(
      {"seller", is_asked ? advice : ok,
       is_named ? "Receipts name " + config.seller.name + " with an address."
                : "Receipts name no address of the seller.",
       is_asked ? "Set SELLER_NAME and SELLER_ADDRESS: most countries ask for it." : ""});
  steps.push_back({"contact", config.node_contact.empty() ? advice : ok,
                   config.node_contact.empty() ? "Readers are told of no way to reach the shop."
                                               : "Readers reach the shop: " + config.node_contact,
                   config.node_contact.empty() ? "Set NODE_CONTACT to an address or a page." : ""});
}

void check_letters(const Config& config, Steps& steps) {
  if (!config.has_mail)
    return steps.push_back({"mail_settings", advice, "No letters are sent.",
                            "Receipts by mail and word of faults need SMTP_URL and MAIL_FROM: "
                            "docs/how-to/mail.md."});
  steps.push_back({"mail_settings", config.smtp_must_encrypt ? ok : advice,
                   "Letters leave by " + config.smtp_url + ", from " + config.mail_from + ".",
                   config.smtp_must_encrypt ? "" : "SMTP_TLS=none: letters are not encrypted."});
  const bool is_told = !config.attention_mail.empty();
  steps.push_back({"attention_mail", is_told ? ok : advice,
                   is_told ? "Faults are told to " + config.attention_mail + "."
                           : "Faults are told to nobody by letter.",
                   is_told ? "" : "Set ATTENTION_MAIL to your address."});
}

}  // namespace

void check_ways(const Config& config, std::vector<CheckStep>& steps) {
  check_address(config, steps);
  check_proxy(config, steps);
  check_payment(config, steps);
  check_cards_off(config, steps);
  check_seller(config, steps);
  check_letters(config, steps);
}

}  // namespace aan::node
