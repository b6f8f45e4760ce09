#include <algorithm>

#include "adapters/pay_stripe/stripe_provider.hpp"
#include "base/text.hpp"
#include "net/address.hpp"
#include "net/authority.hpp"
#include "node/config/config_parts.hpp"

namespace aan::node {
namespace {

std::string address_at(std::string host, std::uint16_t port) {
  if (host.find(':') != std::string::npos) host = "[" + host + "]";
  return "http://" + host + ":" + std::to_string(port);
}

}  // namespace

std::string authority_of(std::string_view url) {
  const auto start = url.find("://");
  std::string_view rest = start == std::string_view::npos ? url : url.substr(start + 3);
  return lower_ascii(rest.substr(0, rest.find('/')));
}

bool is_loopback(const std::string& authority) {
  const auto parsed = net::parse_authority(authority);
  if (!parsed) return false;
  std::string host = parsed->host;
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  const auto address = net::parse_address(host);
  return host == "localhost" || (address && address->is_loopback());
}

// Whatever is made from it begins with it, so nothing may follow its host.
Result<> set_url(Config& config, const Values& values) {
  std::string url = text_of(values, "NODE_URL");
  while (url.ends_with('/')) url.pop_back();
  if (url.empty()) return {};
  if (const std::string host = authority_of(url);
      host.substr(0, host.find_first_of("?#")).contains('@'))
    return wrong(values, "NODE_URL",
                 "write it without a user name and a password, such as https://books.example: it "
                 "is shown to everybody.");
  const auto parsed = net::parse_absolute(url);
  if (!parsed)
    return wrong(values, "NODE_URL",
                 "write an http or https address, such as https://books.example.");
  if (!parsed->rest.empty())
    return wrong(values, "NODE_URL",
                 "write it without a path, such as https://books.example: the shop is at the top "
                 "of its host.");
  config.node_url = url;
  return {};
}

Result<> set_listen(Config& config, const Values& values) {
  std::string listen = text_of(values, "LISTEN");
  const std::string port = text_of(values, "PORT");
  if (!port.empty() && !is_said(values, "LISTEN")) listen = "0.0.0.0:" + port;
  const auto colon = listen.rfind(':');
  const auto number = colon == std::string::npos
                          ? std::nullopt
                          : number_in(std::string_view(listen).substr(colon + 1), 0, 65'535);
  if (!number || colon == 0)
    return wrong(values, "LISTEN", "write an address and a port, such as 127.0.0.1:8080.");
  config.listen_address = listen.substr(0, colon);
  if (config.listen_address.starts_with('[') && config.listen_address.ends_with(']'))
    config.listen_address = config.listen_address.substr(1, config.listen_address.size() - 2);
  if (!net::parse_address(config.listen_address))
    return wrong(values, "LISTEN", "write an IP address and a port, such as 127.0.0.1:8080.");
  config.listen_port = static_cast<std::uint16_t>(*number);
  return {};
}

Result<> set_proxies(Config& config, const Values& values) {
  for (const std::string_view one : split(text_of(values, "TRUSTED_PROXIES"), ',')) {
    if (trim(one).empty()) continue;
    const std::string range{trim(one)};
    const auto proxies = net::TrustedProxies::create({range});
    if (!proxies) return wrong(values, "TRUSTED_PROXIES", proxies.error().detail);
    config.trusted_proxies.push_back(range);
    // A range that has both ends has everything between them.
    const auto has_all = [&](std::string_view first, std::string_view last) {
      return proxies->contains(*net::parse_address(first)) &&
             proxies->contains(*net::parse_address(last));
    };
    if (has_all("0.0.0.0", "255.255.255.255") ||
        has_all("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"))
      config.warnings.push_back(
          {"TRUSTED_PROXIES has " + range +
               ": everybody is believed to be a proxy, and may give any address as the visitor's.",
           "Write the addresses of your own proxies alone, such as 127.0.0.1; "
           "docs/how-to/caddy.md."});
  }
  return {};
}

Result<> set_admin_listen(Config& config, const Values& values) {
  const Value& value = values.find("ADMIN_LISTEN")->second;
  auto listen = parse_admin_listen(value.text);
  if (!listen) return wrong(value.origin, "ADMIN_LISTEN", listen.error().safe);
  config.admin_listen = *std::move(listen);
  config.admin_listen.is_chosen = !value.origin.empty();
  const std::string desk = text_of(values, "DESK_LISTEN");
  if (desk != "main" && desk != "admin")
    return wrong(values, "DESK_LISTEN", "write main or admin.");
  config.is_desk_apart = desk == "admin";
  if (config.is_desk_apart && config.admin_listen.address.empty())
    return wrong(values, "DESK_LISTEN",
                 "browsers need an address and a port: ADMIN_LISTEN names none.");
  // The default of ADMIN_LISTEN gives way to another shop of this machine; a desk cannot.
  if (config.is_desk_apart) config.admin_listen.is_chosen = true;
  return {};
}

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

std::string desk_address(const Config& config, std::uint16_t port) {
  const std::string& host = config.admin_listen.address;
  return address_at(host == "0.0.0.0" || host == "::" ? "127.0.0.1" : host, port);
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
  if (keeps_stripe(config) && pay_stripe::is_live_key(config.stripe_key))
    return "STRIPE_SECRET_KEY is a live key";
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

}  // namespace aan::node
