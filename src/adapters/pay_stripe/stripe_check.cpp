#include "adapters/pay_stripe/stripe_check.hpp"

#include <algorithm>
#include <cstdlib>

#include "adapters/pay_stripe/message_types.hpp"
#include "adapters/pay_stripe/minor_units.hpp"
#include "adapters/pay_stripe/objects_json.hpp"
#include "adapters/pay_stripe/session_form.hpp"
#include "adapters/pay_stripe/signature.hpp"
#include "adapters/pay_stripe/stripe_provider.hpp"
#include "adapters/pay_stripe/stripe_rights.hpp"
#include "base/text.hpp"

namespace aan::pay_stripe {
namespace {

using enum Verdict;

CheckStep key_step(const Secret& key) {
  const bool is_restricted = key.reveal().starts_with("rk_");
  // Of its letters alone: what Stripe says to it is another step.
  std::string found = "It looks like ";
  found += is_live_key(key) ? "a live key" : "a key of the test mode";
  found += is_restricted ? ", restricted" : ", with all rights";
  return {"key", is_restricted ? ok : advice, found + ".",
          is_restricted ? ""
                        : "A restricted key (rk_) is safer: write for Checkout Sessions "
                          "and Refunds, read for the rest."};
}

constexpr std::string_view kToSell = "Checkout Sessions: Write";
constexpr std::string_view kToSeeEndpoints = "Webhook Endpoints: Read";
constexpr std::string_view kAllRights = "the rights that docs/how-to/stripe.md lists";

// What an error of the API means to the person who set it up. `to_tick`: what a restricted key
// needs for what was asked.
CheckStep failed_step(std::string name, const Error& error, std::string_view to_tick) {
  if (error.code == Errc::unauthenticated)
    return {std::move(name), wrong, "Stripe does not know this key, or it has expired.",
            "Copy the key again from dashboard.stripe.com/apikeys into STRIPE_SECRET_KEY."};
  if (error.code == Errc::forbidden)
    return {std::move(name), wrong, "The key may not do this: " + error.detail,
            "Edit the restricted key at dashboard.stripe.com/apikeys and give it: " +
                std::string(to_tick) + "."};
  if (error.code == Errc::unavailable)
    return {std::move(name), unknown, "Stripe did not answer: " + error.detail,
            "See whether this machine reaches api.stripe.com, and status.stripe.com."};
  return {std::move(name), wrong, "Stripe refused: " + error.detail,
          "Mend what the message names, then check again."};
}

// Messages and card pages bear a slow or a fast clock for five minutes, and no longer.
CheckStep connection_step(const std::string& base_url, Duration ahead) {
  const std::int64_t seconds = std::abs(ahead.s());
  if (seconds <= 60) return {"connection", ok, base_url + " answers.", ""};
  return {"connection", Duration::seconds(seconds) < kSignatureTolerance ? advice : wrong,
          base_url + " answers, and the clock of this machine is " + std::to_string(seconds) +
              " seconds " + (ahead.us > 0 ? "behind" : "ahead of") + " its own.",
          "Let this machine set its clock by the network (timedatectl set-ntp true): from five "
          "minutes on no message is believed, and where it is behind by six no card page opens."};
}

CheckStep account_step(const StripeAccount& account) {
  if (!account.charges_enabled)
    return {"account", wrong,
            "Account " + account.id + " may not take payments" +
                (account.disabled_reason.empty() ? "." : ": " + account.disabled_reason + "."),
            "Answer what Stripe asks for at dashboard.stripe.com/account."};
  if (!account.card_payments.empty() && account.card_payments != "active")
    return {"account", wrong,
            "Account " + account.id + " may not take cards: the capability is " +
                account.card_payments + ".",
            "Activate card payments at dashboard.stripe.com/settings/payment_methods."};
  if (!account.past_due.empty() || !account.payouts_enabled)
    return {"account", wrong,
            "Account " + account.id + " takes payments, but " +
                (account.payouts_enabled ? "Stripe waits for: " + account.past_due.front() + "."
                                         : "does not pay out."),
            "Answer what Stripe asks for at dashboard.stripe.com/account."};
  return {"account", ok, "Account " + account.id + " takes payments and pays out.", ""};
}

// Such a key can sell, and a shop that must not see its account is a choice.
CheckStep unread_account_step() {
  return {"account", advice,
          "The key may not read the account: that it is frozen shows only when buyers are refused, "
          "and that payouts have stopped not at all.",
          "Give the restricted key the right to read the account, if "
          "dashboard.stripe.com/apikeys offers it."};
}

CheckStep session_step(const StripeApi& api, const CheckOptions& options, Timestamp now) {
  payment::PaymentIntent intent;
  intent.id.value = intent.order_id.value = "doctor";
  intent.due = {std::max<std::int64_t>(minimum_charge(options.currency), 100), options.currency};
  const std::string url = options.shop_url.empty() ? "https://shop.example" : options.shop_url;
  const auto form = session_form(intent, url, now + kSessionLife, options.statement_suffix);
  if (!form) return failed_step("session", form.error(), kToSell);
  const std::string key = "doctor:" + std::to_string(now.us);
  const auto opened = api.post("/v1/checkout/sessions", *form, key);
  if (!opened) return failed_step("session", opened.error(), kToSell);
  const auto session = parse_session(*opened);
  if (!session) return failed_step("session", session.error(), kToSell);
  const auto ended =
      api.post("/v1/checkout/sessions/" + session->id + "/expire", {}, key + ":expire");
  if (!ended) return failed_step("session", ended.error(), kToSell);
  return {"session", ok, "A card page was opened and closed again; nothing was charged.", ""};
}

CheckStep rights_step(const StripeApi& api, Timestamp now) {
  const auto lacking = lacking_rights(api, now);
  if (!lacking) return failed_step("rights", lacking.error(), kAllRights);
  if (lacking->empty())
    return {"rights", ok,
            "The key may give money back, and read payments, refunds, disputes and events.", ""};
  std::string may_not;
  std::string to_tick;
  for (const LackingRight& one : *lacking) {
    may_not += (may_not.empty() ? "" : ", ") + std::string(one.what);
    if (!one.stripes_name.empty()) may_not += " (" + one.stripes_name + ")";
    to_tick += (to_tick.empty() ? "" : ", ") + std::string(one.to_tick);
  }
  return {"rights", wrong, "The key may not: " + may_not + ".",
          "Edit the restricted key at dashboard.stripe.com/apikeys and give it: " + to_tick + "."};
}

bool sends(const WebhookEndpoint& endpoint, std::string_view event) {
  return std::ranges::any_of(endpoint.events,
                             [&](const std::string& one) { return one == "*" || one == event; });
}

CheckStep judge_endpoint(const WebhookEndpoint& endpoint) {
  if (endpoint.status != "enabled")
    return {"webhook", wrong, "The endpoint " + endpoint.url + " is " + endpoint.status + ".",
            "Enable it at dashboard.stripe.com/webhooks."};
  std::string missing;
  for (const MessageType& type : kMessageTypes)
    if (!sends(endpoint, type.name))
      missing += (missing.empty() ? "" : ", ") + std::string(type.name);
  if (!missing.empty())
    return {"webhook", wrong, "The endpoint " + endpoint.url + " does not send: " + missing + ".",
            "Add these events to it at dashboard.stripe.com/webhooks."};
  if (!endpoint.version.empty() && endpoint.version != kApiVersion)
    return {
        "webhook", advice,
        "The endpoint " + endpoint.url + " sends messages of version " + endpoint.version +
            "; this shop is written for " + std::string(kApiVersion) + ".",
        "Add an endpoint of that version at dashboard.stripe.com/webhooks and delete this one."};
  return {"webhook", ok, "Messages go to " + endpoint.url + ".", ""};
}

CheckStep webhook_step(const StripeApi& api, const CheckOptions& options) {
  if (options.shop_url.empty())
    return {"webhook", unknown, "NODE_URL is not set, so there is no address to send messages to.",
            "Set NODE_URL to the shop's public address."};
  const std::string wanted = options.shop_url + "/webhooks/stripe";
  const auto listed = api.get("/v1/webhook_endpoints?limit=100");
  if (!listed) {
    CheckStep step = failed_step("webhook", listed.error(), kToSeeEndpoints);
    if (listed.error().code == Errc::forbidden) step.verdict = unknown;
    return step;
  }
  const auto endpoints = parse_endpoints(*listed);
  if (!endpoints) return failed_step("webhook", endpoints.error(), kToSeeEndpoints);
  const auto at = std::ranges::find(*endpoints, wanted, &WebhookEndpoint::url);
  if (at == endpoints->end())
    return {"webhook", wrong, "No endpoint of this account leads to " + wanted + ".",
            "Add it at dashboard.stripe.com/webhooks, with version " + std::string(kApiVersion) +
                " and the events that docs/how-to/stripe.md lists."};
  return judge_endpoint(*at);
}

CheckStep secret_step(std::size_t count) {
  if (count == 0)
    return {"webhook_secret", wrong, "STRIPE_WEBHOOK_SECRET is not set: no message is believed.",
            "Copy the endpoint's signing secret from dashboard.stripe.com/webhooks."};
  return {"webhook_secret", ok,
          count == 1 ? "One signing secret is set."
                     : std::to_string(count) + " signing secrets are set.",
          ""};
}

}  // namespace

std::vector<CheckStep> check_setup(const CheckOptions& options, Timestamp now) {
  std::vector<CheckStep> steps = {key_step(options.api.key), secret_step(options.webhook_secrets)};
  const StripeApi api(options.api);
  const auto [answer, their_time] = api.get_dated("/v1/account");
  const bool is_unread = !answer && answer.error().code == Errc::forbidden;
  const auto account = answer ? parse_account(*answer) : std::unexpected(answer.error());
  if (!account && !is_unread) {
    steps.push_back(failed_step("connection", account.error(), kAllRights));
    return steps;
  }
  steps.push_back(connection_step(options.api.base_url, their_time.value_or(now) - now));
  steps.push_back(is_unread ? unread_account_step() : account_step(*account));
  if (is_unread || steps.back().verdict == ok || account->charges_enabled)
    steps.push_back(session_step(api, options, now));
  steps.push_back(rights_step(api, now));
  steps.push_back(webhook_step(api, options));
  return steps;
}

}  // namespace aan::pay_stripe
