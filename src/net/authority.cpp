#include "net/authority.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace aan::net {
namespace {

std::optional<std::uint16_t> default_port(std::string_view scheme) {
  if (scheme == "https") return std::uint16_t{443};
  if (scheme == "http") return std::uint16_t{80};
  return std::nullopt;
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  if (text.empty() || text.size() > 5) return std::nullopt;
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

bool is_ipv6_literal(std::string_view text) {
  in6_addr address{};
  return inet_pton(AF_INET6, std::string(text).c_str(), &address) == 1;
}

bool is_name(std::string_view host) {
  if (host.empty() || host.size() > 253 || host.back() == '.' || host.front() == '.') return false;
  return std::ranges::all_of(host, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
  });
}

}  // namespace

std::string Authority::normal_form(std::string_view scheme) const {
  if (!port || port == default_port(scheme)) return host;
  return host + ":" + std::to_string(*port);
}

std::optional<Authority> parse_authority(std::string_view text) {
  Authority out;
  std::string_view rest;
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close > 46 /* or none */) return std::nullopt;
    if (!is_ipv6_literal(text.substr(1, close - 1))) return std::nullopt;
    out.host = lower_ascii(text.substr(0, close + 1));
    rest = text.substr(close + 1);
  } else {
    const std::size_t colon = text.find(':');
    out.host = lower_ascii(text.substr(0, colon));
    if (!is_name(out.host)) return std::nullopt;
    if (colon != std::string_view::npos) rest = text.substr(colon);
  }
  if (rest.empty()) return out;
  if (rest.front() != ':') return std::nullopt;
  out.port = parse_port(rest.substr(1));
  if (!out.port) return std::nullopt;
  return out;
}

std::optional<SchemeAndAuthority> parse_absolute(std::string_view url) {
  SchemeAndAuthority out;
  constexpr std::string_view kHttp = "http://";
  constexpr std::string_view kHttps = "https://";
  if (iequals_ascii(url.substr(0, kHttps.size()), kHttps)) {
    out.scheme = "https";
    url.remove_prefix(kHttps.size());
  } else if (iequals_ascii(url.substr(0, kHttp.size()), kHttp)) {
    out.scheme = "http";
    url.remove_prefix(kHttp.size());
  } else {
    return std::nullopt;
  }
  const std::size_t end = std::min(url.find_first_of("/?#"), url.size());
  auto authority = parse_authority(url.substr(0, end));
  if (!authority) return std::nullopt;
  out.authority = std::move(*authority);
  out.rest = url.substr(end);
  return out;
}

Result<HostPolicy> HostPolicy::create(const std::vector<std::string>& allowed) {
  HostPolicy policy;
  for (const std::string& text : allowed) {
    auto authority = parse_authority(text);
    if (!authority)
      return refuse(Errc::invalid, "net.allowed_hosts",
                    "\"" + text + "\" is not a host name with an optional port");
    policy.allowed_.push_back(std::move(*authority));
  }
  return policy;
}

void HostPolicy::allow_loopback(Loopback when, std::uint16_t port) {
  loopback_ = when;
  loopback_port_ = port;
}

bool HostPolicy::allows(const Authority& authority, std::string_view scheme,
                        bool peer_is_loopback) const {
  const auto plain = default_port(scheme);
  const auto port = authority.port ? authority.port : plain;
  for (const Authority& ours : allowed_)
    if (ours.host == authority.host && (ours.port ? ours.port : plain) == port) return true;
  if (loopback_ == Loopback::never) return false;
  if (loopback_ == Loopback::from_loopback_peers && !peer_is_loopback) return false;
  const bool is_loopback_name =
      authority.host == "localhost" || authority.host == "127.0.0.1" || authority.host == "[::1]";
  return is_loopback_name && port == loopback_port_;
}

}  // namespace aan::net
