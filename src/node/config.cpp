#include "node/config.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "domain/catalog/currencies.hpp"
#include "domain/customer/mail_address.hpp"
#include "domain/tax/country.hpp"
#include "net/address.hpp"
#include "net/authority.hpp"
#include "node/config_ages.hpp"
#include "node/config_table.hpp"
#include "node/config_values.hpp"

namespace aan::node {
namespace {

bool is_url(std::string_view text) {
  const bool scheme = text.starts_with("http://") || text.starts_with("https://") ||
                      text.starts_with("postgresql://") || text.starts_with("postgres://");
  return scheme && text.find_first_of(" \t\"<>") == std::string_view::npos;
}

std::optional<std::int64_t> number_in(std::string_view text, std::int64_t least,
                                      std::int64_t most) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  if (!whole || value < least || value > most) return std::nullopt;
  return value;
}

Result<> check_kind(const ConfigKey& key, const Value& value) {
  const std::string& text = value.text;
  if (text.empty()) return {};
  switch (key.kind) {
    case KeyKind::text:
    case KeyKind::list: return {};
    case KeyKind::url:
      if (is_url(text)) return {};
      return wrong(value.origin, key.name,
                   "write a whole address, such as " + std::string(key.example) + ".");
    case KeyKind::number:
      if (number_in(text, 0, 1'000'000)) return {};
      return wrong(value.origin, key.name, "write a whole number.");
    case KeyKind::port:
      if (number_in(text, 0, 65'535)) return {};
      return wrong(value.origin, key.name, "write a port from 0 to 65535.");
    case KeyKind::boolean:
      if (text == "true" || text == "false") return {};
      return wrong(value.origin, key.name, "write true or false.");
    case KeyKind::currency:
      if (find_asset(text)) return {};
      return wrong(value.origin, key.name,
                   "write the three letters of a currency (ISO 4217), such as USD or EUR.");
  }
  return {};
}

Result<> check(const Values& values, std::vector<std::string>& warnings) {
  for (const ConfigKey& key : config_keys()) {
    const auto at = values.find(key.name);
    if (at == values.end()) continue;
    if (key.status == KeyStatus::refused)
      return wrong(at->second.origin, key.name, std::string(key.help));
    AAN_TRY(check_kind(key, at->second));
    const bool is_set = !at->second.text.empty() && at->second.text != key.fallback;
    if (key.status == KeyStatus::planned && is_set)
      warnings.push_back(std::string(key.name) +
                         " is set, but this version cannot do that yet; it counts as not set.");
  }
  return {};
}

// It is printed on pages: one line of text.
bool is_contact(std::string_view text) {
  constexpr std::size_t kBytesMax = 200;
  const bool has_control = std::ranges::any_of(
      text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
  return text.size() <= kBytesMax && is_utf8(text) && !has_control;
}

bool is_stripe_key(std::string_view key) {
  for (const std::string_view kind : {"sk_live_", "rk_live_", "sk_test_", "rk_test_"})
    if (key.starts_with(kind) && key.size() > kind.size())
      return key.find_first_of(" \t\r\n\"'") == std::string_view::npos;
  return false;
}

// Plain http carries the account's key: only where nobody else listens.
bool is_safe_api(std::string_view base) {
  if (base.starts_with("https://")) return true;
  for (const std::string_view host : {"http://127.0.0.1", "http://localhost", "http://[::1]"})
    if (base.starts_with(host) && (base.size() == host.size() || base[host.size()] == ':'))
      return base.find('@') == std::string_view::npos;
  return false;
}

Result<> set_other_currencies(Config& config, const Values& values) {
  constexpr std::string_view kKey = "SHOP_CURRENCIES";
  const std::string text = text_of(values, "SHOP_CURRENCIES");
  const auto say = [&](const std::string& what) {
    return wrong(values.find(kKey)->second.origin, kKey, what);
  };
  for (const std::string_view one : split(text, ',')) {
    const std::string code{trim(one)};
    if (code.empty()) continue;
    const auto asset = find_asset(code);
    if (!asset)
      return say("write codes of currencies (ISO 4217), separated by commas, such as EUR, GBP; “" +
                 code + "” is none that is known here.");
    config.other_currencies.push_back(*asset);
  }
  auto& all = config.other_currencies;
  std::ranges::sort(all);
  const auto twice = std::ranges::unique(all);
  all.erase(twice.begin(), twice.end());
  if (all.size() > catalog::kOtherCurrenciesMax)
    return say("a shop sells in at most " + std::to_string(catalog::kOtherCurrenciesMax) +
               " currencies beside its own.");
  return {};
}

Result<> set_about_rates(Config& config, const Values& values) {
  const auto say = [&](const std::string& what) {
    return wrong(values.find("SHOW_ABOUT")->second.origin, "SHOW_ABOUT", what);
  };
  auto rates = catalog::parse_about_rates(text_of(values, "SHOW_ABOUT"));
  if (!rates) return say(rates.error().detail);
  for (const catalog::AboutRate& one : *rates) {
    const bool is_own = config.is_currency_chosen && one.asset == config.currency;
    if (is_own ||
        std::ranges::find(config.other_currencies, one.asset) != config.other_currencies.end())
      return say("the shop sells in " + std::string(one.asset.code()) +
                 ": its prices in it are set, not reckoned.");
  }
  config.about_rates = *std::move(rates);
  return {};
}

Result<> set_stripe(Config& config, const Values& values) {
  config.has_stripe = text_of(values, "ENABLE_STRIPE") == "true";
  config.stripe_key = Secret(text_of(values, "STRIPE_SECRET_KEY"));
  for (const std::string_view one : split(text_of(values, "STRIPE_WEBHOOK_SECRET"), ','))
    if (!trim(one).empty()) config.stripe_webhook_secrets.emplace_back(std::string(trim(one)));
  config.stripe_api_base = text_of(values, "STRIPE_API_BASE");
  while (config.stripe_api_base.ends_with('/')) config.stripe_api_base.pop_back();
  const auto origin_of = [&](const char* key) {
    const auto at = values.find(key);
    return at == values.end() ? std::string("not set") : at->second.origin;
  };
  if (!config.has_stripe) {
    if (!config.stripe_key.empty())
      config.warnings.emplace_back(
          "STRIPE_SECRET_KEY is set, but cards are not sold: ENABLE_STRIPE=true begins that.");
    return {};
  }
  // The original's example is copied as it stands; it must not keep a shop from opening.
  if (config.stripe_key.reveal() == "sk_...") {
    config.has_stripe = false;
    config.warnings.emplace_back(
        "ENABLE_STRIPE is set, but there is no key to sell by card with; it counts as not set.");
    config.warnings.emplace_back(
        "STRIPE_SECRET_KEY holds the example of the documentation; it counts as not set.");
    return {};
  }
  if (!is_stripe_key(config.stripe_key.reveal()))
    return wrong(origin_of("STRIPE_SECRET_KEY"), "STRIPE_SECRET_KEY",
                 config.stripe_key.empty()
                     ? "ENABLE_STRIPE needs a key of your Stripe account here."
                     : "this is no secret or restricted key: those begin with sk_live_, rk_live_, "
                       "sk_test_ or rk_test_.");
  for (const Secret& secret : config.stripe_webhook_secrets)
    if (!secret.reveal().starts_with("whsec_"))
      return wrong(origin_of("STRIPE_WEBHOOK_SECRET"), "STRIPE_WEBHOOK_SECRET",
                   "a signing secret begins with whsec_; several are separated by commas.");
  if (!is_safe_api(config.stripe_api_base))
    return wrong(origin_of("STRIPE_API_BASE"), "STRIPE_API_BASE",
                 "write an https address, or http to this machine.");
  const bool is_live = config.stripe_key.reveal().substr(2).starts_with("_live_");
  if (is_live && !config.node_url.starts_with("https://"))
    return wrong(origin_of("NODE_URL"), "NODE_URL",
                 "with a live Stripe key it must be the shop's https address: buyers are sent back "
                 "there.");
  if (config.stripe_webhook_secrets.empty())
    config.warnings.emplace_back(
        "STRIPE_WEBHOOK_SECRET is not set: payments are found by asking Stripe, not at once.");
  return {};
}

std::string authority_of(std::string_view url) {
  const auto start = url.find("://");
  std::string_view rest = start == std::string_view::npos ? url : url.substr(start + 3);
  return lower_ascii(rest.substr(0, rest.find('/')));
}

// Of a host that a name server knows nobody else can reach: only the whole name counts.
bool is_loopback(const std::string& authority) {
  const auto parsed = net::parse_authority(authority);
  if (!parsed) return false;
  std::string host = parsed->host;
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  const auto address = net::parse_address(host);
  return host == "localhost" || (address && address->is_loopback());
}

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
    return wrong(values.find("SMTP_URL")->second.origin, "SMTP_URL",
                 "write smtp://host:587, or smtps://host:465, without anything behind it; name and "
                 "password are keys of their own.");
  return url;
}

Result<> set_mail(Config& config, const Values& values) {
  const auto origin_of = [&](const char* key) {
    const auto at = values.find(key);
    return at == values.end() ? std::string("not set") : at->second.origin;
  };
  const std::string from = text_of(values, "MAIL_FROM");
  config.smtp_user = text_of(values, "SMTP_USER");
  config.smtp_password = Secret(text_of(values, "SMTP_PASSWORD"));
  config.smtp_ca_file = text_of(values, "SMTP_CA_FILE");
  const std::string tls = text_of(values, "SMTP_TLS");
  if (tls != "required" && tls != "none")
    return wrong(origin_of("SMTP_TLS"), "SMTP_TLS", "write required or none.");
  config.smtp_must_encrypt = tls == "required";
  const auto megabytes = number_in(text_of(values, "MAIL_MAX_MB"), 1, 50);
  if (!megabytes)
    return wrong(origin_of("MAIL_MAX_MB"), "MAIL_MAX_MB", "write a number from 1 to 50.");
  config.mail_bytes_max = static_cast<std::uint64_t>(*megabytes) * 1'000'000;
  if (text_of(values, "SMTP_URL").empty()) {
    if (!from.empty() || !config.smtp_user.empty() || !config.smtp_password.empty() ||
        !text_of(values, "ATTENTION_MAIL").empty())
      config.warnings.emplace_back(
          "Mail is configured, but SMTP_URL is not set: no letter is sent.");
    return {};
  }
  config.smtp_url = AAN_TRY(smtp_address(values));
  const auto sender = parse_from(from);
  if (!sender)
    return wrong(origin_of("MAIL_FROM"), "MAIL_FROM",
                 "SMTP_URL needs an address that letters are from, such as Calder & Daughters "
                 "<desk@books.example>.");
  config.mail_from_name = sender->name.empty() ? config.node_name : sender->name;
  config.mail_from = sender->address;
  if (config.smtp_user.empty() != config.smtp_password.empty())
    return wrong(origin_of("SMTP_USER"), "SMTP_USER",
                 "a name needs a password, and a password a name: set both or none.");
  const bool is_here = is_loopback(authority_of(config.smtp_url));
  if (!config.smtp_must_encrypt && !config.smtp_user.empty() && !is_here)
    return wrong(origin_of("SMTP_TLS"), "SMTP_TLS",
                 "a password is never sent without encryption beyond this machine.");
  if (config.node_url.empty())
    config.warnings.emplace_back(
        "Mail is on, but NODE_URL is not set: addresses in letters lead to this machine alone.");
  if (const std::string keeper = text_of(values, "ATTENTION_MAIL"); !keeper.empty()) {
    const auto address = customer::MailAddress::parse(keeper);
    if (!address)
      return wrong(origin_of("ATTENTION_MAIL"), "ATTENTION_MAIL",
                   "write one e-mail address, such as ines@books.example.");
    config.attention_mail = address->text();
  }
  config.has_mail = true;
  return {};
}

Result<> set_taxes(Config& config, const Values& values) {
  const auto origin_of = [&](const char* key) {
    const auto at = values.find(key);
    return at == values.end() ? std::string("not set") : at->second.origin;
  };
  tax::Regime& regime = config.taxes.regime;
  regime.country = text_of(values, "TAX_COUNTRY");
  if (!regime.country.empty() && tax::find_country(regime.country) == nullptr)
    return wrong(origin_of("TAX_COUNTRY"), "TAX_COUNTRY",
                 "write the two capital letters of a country (ISO 3166), such as DE.");
  const auto prices = tax::parse_prices(text_of(values, "TAX_PRICES"));
  if (!prices) return wrong(origin_of("TAX_PRICES"), "TAX_PRICES", "write inclusive or exclusive.");
  regime.prices = *prices;
  regime.has_oss = text_of(values, "TAX_OSS") == "true";
  for (const std::string_view one : split(text_of(values, "TAX_ALSO"), ',')) {
    if (trim(one).empty()) continue;
    if (tax::find_country(trim(one)) == nullptr)
      return wrong(origin_of("TAX_ALSO"), "TAX_ALSO",
                   "write the two capital letters of countries, such as GB, NO.");
    regime.also.emplace(trim(one));
  }
  const auto kind = tax::parse_kind(text_of(values, "TAX_KIND"));
  if (!kind) return wrong(origin_of("TAX_KIND"), "TAX_KIND", "write ebook or standard.");
  regime.kind = *kind;
  auto rates = tax::Rates::create(text_of(values, "TAX_RATES"));
  if (!rates) return wrong(origin_of("TAX_RATES"), "TAX_RATES", rates.error().safe);
  config.taxes.rates = *std::move(rates);
  if (!regime.is_registered() && (regime.has_oss || !regime.also.empty()))
    config.warnings.emplace_back(
        "TAX_OSS and TAX_ALSO count only beside TAX_COUNTRY: no tax is charged.");
  return {};
}

Result<> set_vies(Config& config, const Values& values) {
  if (text_of(values, "ENABLE_VIES") != "true") return {};
  tax_vies::ViesOptions options;
  options.base_url = text_of(values, "VIES_API_BASE");
  while (options.base_url.ends_with('/')) options.base_url.pop_back();
  const auto origin_of = [&](const char* key) {
    const auto at = values.find(key);
    return at == values.end() ? std::string("not set") : at->second.origin;
  };
  if (!is_safe_api(options.base_url))
    return wrong(origin_of("VIES_API_BASE"), "VIES_API_BASE",
                 "write an https address, or http to this machine.");
  auto asker = tax::parse_tax_number(text_of(values, "SELLER_TAX_NUMBER"));
  if (!asker)
    return wrong(origin_of("SELLER_TAX_NUMBER"), "SELLER_TAX_NUMBER",
                 "ENABLE_VIES asks in the name of this number: write that of the European Union.");
  options.asker = *std::move(asker);
  config.vies = std::move(options);
  return {};
}

Result<> set_seller(Config& config, const Values& values) {
  sales::Seller& seller = config.seller;
  seller.name = text_of(values, "SELLER_NAME");
  if (seller.name.empty())
    seller.name = config.node_operator.empty() ? config.node_name : config.node_operator;
  for (const std::string_view line : split(text_of(values, "SELLER_ADDRESS"), '|'))
    if (!trim(line).empty())
      seller.address += (seller.address.empty() ? "" : "\n") + std::string(trim(line));
  seller.tax_number = text_of(values, "SELLER_TAX_NUMBER");
  if (!seller.tax_number.empty() && !tax::could_be_tax_number(seller.tax_number))
    return wrong("configuration", "SELLER_TAX_NUMBER",
                 "write the number as it was given to you, for example DE123456789.");
  seller.registered = text_of(values, "SELLER_REGISTER");
  const auto checked =
      sales::check_billed_to({seller.name, seller.address, seller.tax_number + seller.registered});
  if (!checked) return wrong("configuration", "SELLER_ADDRESS", checked.error().safe);
  if (config.taxes.regime.is_registered() && (seller.address.empty() || seller.tax_number.empty()))
    config.warnings.emplace_back(
        "SELLER_ADDRESS or SELLER_TAX_NUMBER is not set: invoices of a registered shop need both.");
  return {};
}

Result<> set_listen(Config& config, const Values& values) {
  std::string listen = text_of(values, "LISTEN");
  const std::string port = text_of(values, "PORT");
  const auto origin = values.find("LISTEN")->second.origin;
  if (!port.empty() && origin.empty()) listen = "0.0.0.0:" + port;
  const auto colon = listen.rfind(':');
  const auto number = colon == std::string::npos
                          ? std::nullopt
                          : number_in(std::string_view(listen).substr(colon + 1), 0, 65'535);
  if (!number || colon == 0)
    return wrong(origin, "LISTEN", "write an address and a port, such as 127.0.0.1:8080.");
  config.listen_address = listen.substr(0, colon);
  if (config.listen_address.starts_with('[') && config.listen_address.ends_with(']'))
    config.listen_address = config.listen_address.substr(1, config.listen_address.size() - 2);
  if (!net::parse_address(config.listen_address))
    return wrong(origin, "LISTEN", "write an IP address and a port, such as 127.0.0.1:8080.");
  config.listen_port = static_cast<std::uint16_t>(*number);
  return {};
}

Result<> set_admin_listen(Config& config, const Values& values) {
  const Value& value = values.find("ADMIN_LISTEN")->second;
  auto listen = parse_admin_listen(value.text);
  if (!listen) return wrong(value.origin, "ADMIN_LISTEN", listen.error().safe);
  config.admin_listen = *std::move(listen);
  config.admin_listen.is_chosen = !value.origin.empty();
  return {};
}

std::string address_at(std::string host, std::uint16_t port) {
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  return "http://" + host + ":" + std::to_string(port);
}

// Whatever is made from it begins with it, so nothing may follow its host.
std::vector<ShownKey> shown_of(const Values& values) {
  std::vector<ShownKey> shown;
  for (const ConfigKey& key : config_keys()) {
    if (key.status != KeyStatus::active) continue;
    const auto at = values.find(key.name);
    ShownKey& one = shown.emplace_back();
    one.name = key.name;
    if (at == values.end()) continue;
    one.origin = at->second.origin;
    one.layer = at->second.layer;
    one.is_set = !at->second.text.empty();
    if (!key.is_secret) one.value = at->second.text;
  }
  return shown;
}

Result<> set_url(Config& config, const Values& values) {
  std::string url = text_of(values, "NODE_URL");
  while (url.ends_with('/')) url.pop_back();
  if (url.empty()) return {};
  const std::string& origin = values.find("NODE_URL")->second.origin;
  const auto parsed = net::parse_absolute(url);
  if (!parsed)
    return wrong(origin, "NODE_URL",
                 "write an http or https address, such as https://books.example.");
  if (!parsed->rest.empty())
    return wrong(origin, "NODE_URL",
                 "write it without a path, such as https://books.example: the shop is at the top "
                 "of its host.");
  config.node_url = url;
  return {};
}

}  // namespace

bool Config::listens_on_loopback() const {
  const auto address = net::parse_address(listen_address);
  return address && address->is_loopback();
}

bool Config::listens_everywhere() const {
  return listen_address == "0.0.0.0" || listen_address == "::";
}

std::string listening_address(const Config& config, std::uint16_t port) {
  return address_at(config.listen_address, port);
}

std::string shop_address(const Config& config, std::uint16_t port) {
  if (!config.node_url.empty()) return config.node_url;
  return address_at(config.listens_everywhere() ? "127.0.0.1" : config.listen_address, port);
}

std::vector<std::string> shop_addresses(const Config& config, std::uint16_t port) {
  std::vector<std::string> all{shop_address(config, port)};
  const std::string scheme = all.front().substr(0, all.front().find("://") + 3);
  for (const std::string& host : config.hosts)
    if (std::string other = scheme + host; std::ranges::find(all, other) == all.end())
      all.push_back(std::move(other));
  return all;
}

std::string_view why_no_play_money(const Config& config) {
  if (config.has_stripe) return "cards are sold";
  const bool is_url_public =
      !config.node_url.empty() && !is_loopback(authority_of(config.node_url));
  if (is_url_public && config.node_url.starts_with("https://"))
    return "NODE_URL is a public https address";
  if (!config.primary_domain.empty() && !is_loopback(config.primary_domain))
    return "PRIMARY_DOMAIN is a public name";
  if (config.is_demo) return {};
  if (is_url_public) return "NODE_URL is an address beyond this machine";
  if (!config.listens_on_loopback()) return "the shop listens beyond this machine";
  return {};
}

Result<Config> load_config(const ConfigSources& sources) {
  Config config;
  config.sources = sources;
  const Values values = AAN_TRY(gather(sources, config.env_file));
  AAN_TRY(check(values, config.warnings));
  find_misspelt(sources, config.misspelt);
  config.shown = shown_of(values);
  config.data_dir = sources.data_dir;
  config.is_demo = sources.is_demo;
  config.node_id = text_of(values, "NODE_ID");
  config.node_name = text_of(values, "NODE_NAME");
  config.node_operator = text_of(values, "NODE_OPERATOR");
  config.node_contact = text_of(values, "NODE_CONTACT");
  if (!is_contact(config.node_contact))
    return wrong(values.find("NODE_CONTACT")->second.origin, "NODE_CONTACT",
                 "write one line of at most 200 bytes: an e-mail address, an https address, or "
                 "whatever reaches you.");
  AAN_TRY(set_url(config, values));
  config.currency = *find_asset(text_of(values, "SHOP_CURRENCY"));
  config.is_currency_chosen = !values.find("SHOP_CURRENCY")->second.origin.empty();
  AAN_TRY(set_other_currencies(config, values));
  AAN_TRY(set_about_rates(config, values));
  AAN_TRY(set_listen(config, values));
  AAN_TRY(set_admin_listen(config, values));
  for (const std::string_view one : split(text_of(values, "TRUSTED_PROXIES"), ','))
    if (!trim(one).empty()) config.trusted_proxies.emplace_back(trim(one));
  if (const auto ranges = net::TrustedProxies::create(config.trusted_proxies); !ranges)
    return wrong(values.find("TRUSTED_PROXIES")->second.origin, "TRUSTED_PROXIES",
                 ranges.error().detail);
  if (!config.node_url.empty()) config.hosts.push_back(authority_of(config.node_url));
  config.primary_domain = authority_of(text_of(values, "PRIMARY_DOMAIN"));
  if (!config.primary_domain.empty()) config.hosts.push_back(config.primary_domain);
  config.database_url = Secret(text_of(values, "DATABASE_URL"));
  config.log_level = text_of(values, "LOG_LEVEL");
  const std::string level = config.log_level;
  if (level != "debug" && level != "info" && level != "warn" && level != "error")
    return wrong(values.find("LOG_LEVEL")->second.origin, "LOG_LEVEL",
                 "write debug, info, warn or error.");
  config.log_format = text_of(values, "LOG_FORMAT");
  const std::string& format = config.log_format;
  if (format != "auto" && format != "json" && format != "text")
    return wrong(values.find("LOG_FORMAT")->second.origin, "LOG_FORMAT",
                 "write auto, json or text.");
  const auto seconds = number_in(text_of(values, "RECONCILE_SECONDS"), 1, 3600);
  if (!seconds)
    return wrong(values.find("RECONCILE_SECONDS")->second.origin, "RECONCILE_SECONDS",
                 "write a number from 1 to 3600.");
  config.reconcile_every = Duration::seconds(*seconds);
  AAN_TRY(set_stripe(config, values));
  AAN_TRY(set_taxes(config, values));
  AAN_TRY(set_mail(config, values));
  AAN_TRY(set_seller(config, values));
  AAN_TRY(set_vies(config, values));
  config.ages = AAN_TRY(read_ages(values));
  config.has_sandbox_clock = text_of(values, "SANDBOX_CLOCK") == "true";
  if (config.has_sandbox_clock && !allows_sandbox(config))
    return wrong(values.find("SANDBOX_CLOCK")->second.origin, "SANDBOX_CLOCK",
                 "a clock that can be moved is for play money, which is off because " +
                     std::string(why_no_play_money(config)) + ".");
  config.may_webhooks_reach_private = text_of(values, "WEBHOOKS_PRIVATE") == "true";
  return config;
}

}  // namespace aan::node
