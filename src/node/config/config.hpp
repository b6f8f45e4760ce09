#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "adapters/tax_vies/vies_check.hpp"
#include "base/money.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/time_zone.hpp"
#include "base/timestamp.hpp"
#include "domain/catalog/about_rate.hpp"
#include "domain/sales/document.hpp"
#include "domain/sales/hold.hpp"
#include "node/admin_listen.hpp"
#include "service/customer/ages.hpp"
#include "service/sale/tax_place.hpp"

namespace aan::node {

/// Where a shop's configuration comes from, in falling order: flags, environment, `.env`, what was
/// set at the desk, default.
struct ConfigSources {
  std::filesystem::path data_dir;
  std::map<std::string, std::string> flags;  ///< by key name
  /// One variable of the environment; nothing if it is not set.
  std::function<std::optional<std::string>(const std::string&)> environment;
  /// Names of all variables, to find misspelt ones among them.
  std::vector<std::string> environment_names;
  std::optional<std::filesystem::path> env_file;  ///< nothing: ./.env, then DIR/.env, if there
  /// What is set at the desk, as lines of a `.env` file; nothing: what
  /// `node/config/settings_file.hpp` has.
  std::optional<std::string> desk_settings;
  bool is_demo = false;  ///< --demo
};

/// Something that is set, or left out, so that a part of the shop does not do what it is for.
struct ConfigWarning {
  std::string text;  ///< a sentence of what is so
  std::string fix;   ///< a sentence of what to do
};

/// Which source a value came from, the weakest first.
enum class Layer : std::uint8_t { fallback, desk, file, environment, flag };

/// What a key says, for people to look at.
struct ShownKey {
  std::string name;
  std::string value;   ///< empty for a secret
  std::string origin;  ///< "environment", ".env, line 4"; empty: the default
  Layer layer = Layer::fallback;
  bool is_set = false;  ///< it has a value, which may be a secret
};

/// The configuration, checked. Immutable.
struct Config {
  ConfigSources sources;  ///< what it was made from
  std::filesystem::path data_dir;
  std::string env_file;  ///< the configuration file that was read; empty: none
  bool is_demo = false;
  std::string node_id;
  std::string node_name;
  std::string node_operator;
  std::string node_contact;                      ///< one line; empty: none given
  std::string node_url;                          ///< scheme and authority alone
  std::string language = "en";                   ///< code of the one spoken where none is asked for
  const TimeZone* time_zone = &TimeZone::utc();  ///< whose days are the shop's; never null
  Asset currency;
  std::vector<Asset> other_currencies;          ///< by rising code, none twice; may hold its own
  std::vector<catalog::AboutRate> about_rates;  ///< by rising code; none that the shop sells in
  bool is_currency_chosen = false;              ///< else the shop's own counts, once it has one
  std::string listen_address;
  std::uint16_t listen_port = 0;
  AdminListen admin_listen;
  bool is_desk_apart = false;  ///< the desk's pages are at `admin_listen` alone
  std::vector<std::string> trusted_proxies;
  std::string primary_domain;      ///< authority; empty: none
  std::vector<std::string> hosts;  ///< authorities of NODE_URL and PRIMARY_DOMAIN
  Secret database_url;
  std::string log_level;
  std::string log_format;  ///< "auto", "json" or "text"
  Duration reconcile_every;
  bool has_sandbox_clock = false;              ///< its clock can be moved; with play money alone
  bool has_stripe = false;                     ///< cards are sold
  Secret stripe_key;                           ///< begins with sk_ or rk_
  std::vector<Secret> stripe_webhook_secrets;  ///< none: no message is believed
  std::string stripe_statement_suffix;         ///< empty: the account's own words alone
  std::string stripe_api_base;                 ///< without a slash at its end
  sales::Seller seller;                        ///< as printed on invoices
  std::optional<tax_vies::ViesOptions> vies;   ///< the service for numbers of businesses; none
  service::TaxRules taxes;                     ///< what the shop is registered for, and rates
  service::Ages ages;                          ///< how long what is kept
  Duration hold_for = sales::kHoldFor;         ///< HOLD_MINUTES
  bool may_webhooks_reach_private = false;     ///< webhooks may go to this machine
  bool has_mail = false;                       ///< letters are sent
  std::string smtp_url;                        ///< "smtp://host:587" or "smtps://host:465"
  std::string smtp_user;                       ///< empty: no login
  Secret smtp_password;
  bool smtp_must_encrypt = true;
  std::string smtp_ca_file;                   ///< empty: the system's
  std::string mail_from_name;                 ///< may be empty
  std::string mail_from;                      ///< an address
  std::uint64_t mail_bytes_max = 25'000'000;  ///< largest message that the server takes
  std::string attention_mail;                 ///< of who runs the shop; may be empty
  std::vector<ConfigWarning> warnings;        ///< of what is set and does not do what it is for
  std::vector<ShownKey> shown;                ///< every active key, in the order of the table
  std::vector<std::string> misspelt;          ///< one for each variable that is nearly one of ours

  /// True when the address is one that only this machine reaches.
  [[nodiscard]] bool listens_on_loopback() const;
  [[nodiscard]] bool listens_everywhere() const;
};

/// "http://127.0.0.1:8080", or "http://0.0.0.0:8080"
[[nodiscard]] std::string listening_address(const Config& config, std::uint16_t port);
/// Where the desk is that has a listener of its own.
[[nodiscard]] std::string desk_address(const Config& config, std::uint16_t port);
/// Where browsers find the shop: NODE_URL, or the address that it listens on, with this port.
[[nodiscard]] std::string shop_address(const Config& config, std::uint16_t port);
/// The same and every other address of the shop: PRIMARY_DOMAIN beside NODE_URL.
[[nodiscard]] std::vector<std::string> shop_addresses(const Config& config, std::uint16_t port);

/// Errors: invalid with the key, where it stands, and what to do.
Result<Config> load_config(const ConfigSources& sources);

/// Why play money is not offered; empty when it is. Never beside cards, behind a public https
/// NODE_URL or a public PRIMARY_DOMAIN; listening beyond loopback or under a public http NODE_URL
/// only in a demonstration. Public is whatever host is not loopback: a name that only begins like
/// one is.
[[nodiscard]] std::string_view why_no_play_money(const Config& config);
[[nodiscard]] inline bool allows_sandbox(const Config& config) {
  return why_no_play_money(config).empty();
}

/// One variable of this process, for `ConfigSources::environment`, and the names of all.
std::optional<std::string> process_environment(const std::string& name);
std::vector<std::string> process_environment_names();

/// Texts made from the table.
std::string env_example();
std::string config_reference_markdown();

}  // namespace aan::node
