#include "base/text.hpp"
#include "domain/customer/mail_address.hpp"
#include "net/authority.hpp"
#include "node/config/config_parts.hpp"

namespace aan::node {
namespace {

struct From {
  std::string name;
  std::string address;
};

// "Name <address>", "\"Name\" <address>" or the address alone.
std::optional<From> parse_from(std::string_view text) {
  std::string_view name;
  text = trim(text);
  if (text.ends_with('>')) {
    const auto open = text.rfind('<');
    if (open == text.npos) return std::nullopt;
    name = trim(text.substr(0, open));
    text = text.substr(open + 1, text.size() - open - 2);
    if (name.size() >= 2 && name.starts_with('"') && name.ends_with('"'))
      name = name.substr(1, name.size() - 2);
  }
  const auto address = customer::MailAddress::parse(text);
  if (!address || !is_contact(name)) return std::nullopt;
  return From{std::string(name), address->text()};
}

// Scheme, host and maybe a port: what follows would be taken for the shop's own name.
Result<std::string> smtp_address(const Values& values) {
  std::string url = text_of(values, "SMTP_URL");
  const bool is_scheme = url.starts_with("smtp://") || url.starts_with("smtps://");
  const auto host =
      is_scheme ? net::parse_authority(url.substr(url.find("://") + 3)) : std::nullopt;
  if (!host)
    return wrong(values, "SMTP_URL",
                 "write smtp://host:587, or smtps://host:465, without anything behind it; name and "
                 "password are keys of their own.");
  return url;
}

}  // namespace

Result<> set_mail(Config& config, const Values& values) {
  const std::string from = text_of(values, "MAIL_FROM");
  config.smtp_user = text_of(values, "SMTP_USER");
  config.smtp_password = Secret(text_of(values, "SMTP_PASSWORD"));
  config.smtp_ca_file = text_of(values, "SMTP_CA_FILE");
  const std::string tls = text_of(values, "SMTP_TLS");
  if (tls != "required" && tls != "none")
    return wrong(values, "SMTP_TLS", "write required or none.");
  config.smtp_must_encrypt = tls == "required";
  const auto megabytes = number_in(text_of(values, "MAIL_MAX_MB"), 1, 50);
  if (!megabytes) return wrong(values, "MAIL_MAX_MB", "write a number from 1 to 50.");
  config.mail_bytes_max = static_cast<std::uint64_t>(*megabytes) * 1'000'000;
  if (text_of(values, "SMTP_URL").empty()) {
    if (!from.empty() || !config.smtp_user.empty() || !config.smtp_password.empty() ||
        !text_of(values, "ATTENTION_MAIL").empty())
      config.warnings.push_back(
          {"Mail is configured, but SMTP_URL is not set: no letter is sent.",
           "Set SMTP_URL, at the desk under Settings or in .env; docs/how-to/mail.md."});
    return {};
  }
  config.smtp_url = AAN_TRY(smtp_address(values));
  const auto sender = parse_from(from);
  if (!sender)
    return wrong(values, "MAIL_FROM",
                 "SMTP_URL needs an address that letters are from, such as Calder & Daughters "
                 "<desk@books.example>.");
  config.mail_from_name = sender->name.empty() ? config.node_name : sender->name;
  config.mail_from = sender->address;
  if (config.smtp_user.empty() != config.smtp_password.empty())
    return wrong(values, "SMTP_USER",
                 "a name needs a password, and a password a name: set both or none.");
  const bool is_here = is_loopback(authority_of(config.smtp_url));
  if (!config.smtp_must_encrypt && !config.smtp_user.empty() && !is_here)
    return wrong(values, "SMTP_TLS",
                 "a password is never sent without encryption beyond this machine.");
  if (config.node_url.empty())
    config.warnings.push_back(
        {"Mail is on, but NODE_URL is not set: addresses in letters lead to this machine alone.",
         "Set NODE_URL to the address of the shop, at the desk under Settings or in .env; "
         "docs/how-to/configure.md."});
  if (const std::string keeper = text_of(values, "ATTENTION_MAIL"); !keeper.empty()) {
    const auto address = customer::MailAddress::parse(keeper);
    if (!address)
      return wrong(values, "ATTENTION_MAIL",
                   "write one e-mail address, such as ines@books.example.");
    config.attention_mail = address->text();
  }
  config.has_mail = true;
  return {};
}

}  // namespace aan::node
