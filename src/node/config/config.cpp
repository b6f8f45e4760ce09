#include "node/config/config.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "domain/catalog/currencies.hpp"
#include "node/config/config_ages.hpp"
#include "node/config/config_parts.hpp"
#include "node/config/config_table.hpp"
#include "web/view/locale.hpp"

namespace aan::node {
namespace {

Result<> set_other_currencies(Config& config, const Values& values) {
  const std::string text = text_of(values, "SHOP_CURRENCIES");
  const auto say = [&](const std::string& what) { return wrong(values, "SHOP_CURRENCIES", what); };
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
  const auto say = [&](const std::string& what) { return wrong(values, "SHOW_ABOUT", what); };
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

}  // namespace

Result<Config> load_config(const ConfigSources& sources) {
  Config config;
  config.sources = sources;
  const Values values = AAN_TRY(gather(sources, config.env_file));
  AAN_TRY(check_kinds(values, config.warnings));
  find_misspelt(sources, config.misspelt);
  config.shown = shown_of(values);
  config.data_dir = sources.data_dir;
  config.is_demo = sources.is_demo;
  config.node_id = text_of(values, "NODE_ID");
  config.node_name = text_of(values, "NODE_NAME");
  config.node_operator = text_of(values, "NODE_OPERATOR");
  config.node_contact = text_of(values, "NODE_CONTACT");
  if (!is_contact(config.node_contact))
    return wrong(values, "NODE_CONTACT",
                 "write one line of at most 200 bytes: an e-mail address, an https address, or "
                 "whatever reaches you.");
  AAN_TRY(set_url(config, values));
  config.language = text_of(values, "SHOP_LANGUAGE");
  if (std::ranges::find(web::locale_codes(), config.language) == web::locale_codes().end())
    return wrong(values, "SHOP_LANGUAGE", "write ar, de, en, es or fr.");
  if (const auto zone = TimeZone::find(text_of(values, "SHOP_TIME_ZONE")))
    config.time_zone = *zone;
  else
    return wrong(values, "SHOP_TIME_ZONE", zone.error().safe);
  config.currency = *find_asset(text_of(values, "SHOP_CURRENCY"));
  config.is_currency_chosen = !values.find("SHOP_CURRENCY")->second.origin.empty();
  AAN_TRY(set_other_currencies(config, values));
  AAN_TRY(set_about_rates(config, values));
  AAN_TRY(set_listen(config, values));
  AAN_TRY(set_admin_listen(config, values));
  AAN_TRY(set_proxies(config, values));
  if (!config.node_url.empty()) config.hosts.push_back(authority_of(config.node_url));
  config.primary_domain = authority_of(text_of(values, "PRIMARY_DOMAIN"));
  if (!config.primary_domain.empty()) config.hosts.push_back(config.primary_domain);
  config.database_url = Secret(text_of(values, "DATABASE_URL"));
  config.log_level = text_of(values, "LOG_LEVEL");
  const std::string level = config.log_level;
  if (level != "debug" && level != "info" && level != "warn" && level != "error")
    return wrong(values, "LOG_LEVEL", "write debug, info, warn or error.");
  config.log_format = text_of(values, "LOG_FORMAT");
  const std::string& format = config.log_format;
  if (format != "auto" && format != "json" && format != "text")
    return wrong(values, "LOG_FORMAT", "write auto, json or text.");
  const auto seconds = number_in(text_of(values, "RECONCILE_SECONDS"), 1, 3600);
  if (!seconds) return wrong(values, "RECONCILE_SECONDS", "write a number from 1 to 3600.");
  config.reconcile_every = Duration::seconds(*seconds);
  AAN_TRY(set_stripe(config, values));
  AAN_TRY(set_taxes(config, values));
  AAN_TRY(set_mail(config, values));
  AAN_TRY(set_seller(config, values));
  AAN_TRY(set_vies(config, values));
  config.ages = AAN_TRY(read_ages(values));
  const auto hold_minutes = number_in(text_of(values, "HOLD_MINUTES"), 5, 1440);
  if (!hold_minutes) return wrong(values, "HOLD_MINUTES", "write minutes, from 5 to 1440.");
  config.hold_for = Duration::minutes(*hold_minutes);
  config.has_sandbox_clock = text_of(values, "SANDBOX_CLOCK") == "true";
  if (config.has_sandbox_clock && !allows_sandbox(config))
    return wrong(values, "SANDBOX_CLOCK",
                 "a clock that can be moved is for play money, which is off because " +
                     std::string(why_no_play_money(config)) + ".");
  config.may_webhooks_reach_private = text_of(values, "WEBHOOKS_PRIVATE") == "true";
  return config;
}

}  // namespace aan::node
