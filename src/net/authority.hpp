#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace aan::net {

/// "shop.example:8443", "[::1]": what a Host header may hold (RFC 9112 section 3.2).
struct Authority {
  std::string host;  ///< lower case; IPv6 in brackets
  std::optional<std::uint16_t> port;
  bool operator==(const Authority&) const = default;

  /// Without the port when it is the scheme's own: the form in which authorities are compared.
  [[nodiscard]] std::string normal_form(std::string_view scheme) const;
};

/// Letters, digits, '-', '.', '_' or a bracketed IPv6 address, with an optional port of 1..65535.
/// No user information, no percent-encoding, no trailing dot.
std::optional<Authority> parse_authority(std::string_view text);
/// Scheme and authority of an absolute http or https address; whatever follows is ignored.
struct SchemeAndAuthority {
  std::string_view scheme;
  Authority authority;
  std::string_view rest;  ///< from the first '/', '?' or '#' on
};
std::optional<SchemeAndAuthority> parse_absolute(std::string_view url);

/// The authorities that this node answers to. An unknown Host would let a stranger choose the
/// addresses on our pages, or reach us by DNS rebinding.
class HostPolicy {
 public:
  /// Errors: invalid (an entry that is no authority).
  static Result<HostPolicy> create(const std::vector<std::string>& allowed);
  void allow(Authority authority) { allowed_.push_back(std::move(authority)); }
  /// Also accepts loopback names with this port: always, or from peers on loopback only.
  enum class Loopback : std::uint8_t { never, from_loopback_peers, always };
  void allow_loopback(Loopback when, std::uint16_t port);
  [[nodiscard]] bool allows(const Authority& authority, std::string_view scheme,
                            bool peer_is_loopback) const;

 private:
  std::vector<Authority> allowed_;
  Loopback loopback_ = Loopback::never;
  std::uint16_t loopback_port_ = 0;
};

}  // namespace aan::net
