#include "node/doctor/doctor.hpp"

#include "adapters/pay_stripe/stripe_check.hpp"
#include "base/text.hpp"
#include "crypto/token.hpp"
#include "domain/customer/mail_address.hpp"
#include "net/outbound/http_client.hpp"
#include "node/config/config_parts.hpp"
#include "node/mail.hpp"

namespace aan::node {

Result<std::vector<CheckStep>> check_stripe(const Config& config, const Clock& clock) {
  if (!keeps_stripe(config))
    return refuse(Errc::invalid, "doctor",
                  "Cards are not configured: set ENABLE_STRIPE=true and STRIPE_SECRET_KEY.",
                  "configuration");
  pay_stripe::CheckOptions options;
  options.api = {config.stripe_api_base, config.stripe_key};
  options.webhook_secrets = config.stripe_webhook_secrets.size();
  options.shop_url = config.node_url;
  options.currency = config.currency;
  options.statement_suffix = config.stripe_statement_suffix;
  return pay_stripe::check_setup(options, clock.wall());
}

namespace {

// What to do about what a mail server did not do.
std::string mail_advice(const Error& why) {
  if (why.reason == "dns") return "Is the host in SMTP_URL written right?";
  if (why.reason == "connect")
    return "Is the port in SMTP_URL right, and does a firewall of this machine or its provider let "
           "it through? Many providers close 25; 587 and 465 are open.";
  if (why.reason == "tls")
    return "smtp:// begins with STARTTLS (587), smtps:// with TLS (465). The certificate must be "
           "for the host in SMTP_URL; SMTP_CA_FILE names an authority of your own.";
  if (why.reason == "login") return "Are SMTP_USER and SMTP_PASSWORD those of that server?";
  if (why.reason == "sender")
    return "The server does not let the shop write from the address in MAIL_FROM. Set it to one "
           "that the login in SMTP_USER may send from, or allow that address at the provider.";
  if (why.reason == "turned_away")
    return "The server is reached and speaks to nobody from here: its provider says why. Is this "
           "machine's address on a list of senders of unwanted mail?";
  if (why.reason == "mail_refused" || why.reason == "refused")
    return "The server takes letters of the shop, but not this one: is the address that it goes to "
           "right, and may this login write to other domains?";
  return "Try again in a few minutes; the server's own log tells more.";
}

CheckStep step_of(const std::string& name, const Result<>& done, const std::string& good) {
  if (done) return {name, Verdict::ok, good, ""};
  return {name, Verdict::wrong, done.error().detail, mail_advice(done.error())};
}

}  // namespace

Result<std::vector<CheckStep>> check_mail(const Config& config, const std::string& to,
                                          const Clock& clock, Rng& rng) {
  const auto mailer = make_mailer(config);
  if (!mailer)
    return refuse(Errc::invalid, "doctor", "Mail is not configured: set SMTP_URL and MAIL_FROM.",
                  "configuration");
  const customer::MailAddress address = AAN_TRY(customer::MailAddress::parse(to));
  std::vector<CheckStep> steps;
  steps.push_back({"configuration", config.smtp_must_encrypt ? Verdict::ok : Verdict::advice,
                   config.smtp_url + ", from " + config.mail_from +
                       (config.smtp_user.empty() ? ", without login" : ", with login"),
                   config.smtp_must_encrypt ? "" : "SMTP_TLS=none: letters are not encrypted."});
  steps.push_back(step_of("server", mailer->greet(),
                          std::string("reached, ") +
                              (config.smtp_must_encrypt ? "encrypted" : "not encrypted") +
                              (config.smtp_user.empty() ? ", without login" : " and logged in")));
  if (steps.back().verdict != Verdict::ok) return steps;
  const Timestamp now = clock.wall();
  const std::string words = "This letter shows that " + config.node_name +
                            " can send mail. Look where it arrived: if it lies with the unwanted "
                            "ones, SPF, DKIM and DMARC of your domain are the next thing to look "
                            "at.\n";
  const ports::Letter letter{"A letter from " + config.node_name, words,
                             "<!DOCTYPE html><html lang=\"en\"><title>A letter</title><p>" +
                                 escape_xml(words) + "</p></html>\n"};
  const std::string id = "doctor" + crypto::new_token(rng);
  steps.push_back(step_of("letter", mailer->send({address.text(), id, now, letter}),
                          "taken over by the server; see whether it arrives"));
  return steps;
}

namespace {

// What stands under the shop's address is asked as a stranger would.
CheckStep own_address(const std::string& url) {
  net::outbound::OutboundOptions options;
  options.reach = net::outbound::Reach::anywhere;
  const net::outbound::HttpClient client(options);
  net::outbound::OutboundRequest request;
  request.url = url + "/api/health";
  const auto answer = client.send(request);
  if (!answer)
    return {"reachable", Verdict::wrong, url + " does not answer: " + answer.error().detail,
            answer.error().reason == "tls"
                ? "Its certificate is not good: look at the proxy's log (docs/how-to/caddy.md)."
                : "Does the server run, the name lead here, and the proxy to the shop?"};
  if (answer->status != 200)
    return {"reachable", Verdict::wrong,
            url + " answers " + std::to_string(answer->status) + " where the shop says 200.",
            "Something else stands under this address, or the proxy does not reach the shop."};
  return {"reachable", Verdict::ok, url + " answers.", ""};
}

}  // namespace

std::vector<CheckStep> check_outside(const Config& config, const Clock& clock) {
  std::vector<CheckStep> steps;
  if (!config.node_url.empty()) steps.push_back(own_address(config.node_url));
  if (const auto mailer = make_mailer(config))
    steps.push_back(step_of("mail_server", mailer->greet(), "The mail server answers."));
  if (!config.has_stripe) return steps;
  if (auto stripe = check_stripe(config, clock))
    for (CheckStep& step : *stripe) {
      step.name = "stripe_" + step.name;
      steps.push_back(std::move(step));
    }
  return steps;
}

}  // namespace aan::node
