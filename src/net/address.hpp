#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

struct sockaddr_storage;

namespace aan::net {

/// An IPv4 or IPv6 address; IPv4 is kept as ::ffff:a.b.c.d so that one comparison serves both.
/// `unix_socket` stands for peers on the socket file.
struct PeerAddress {
  std::array<std::uint8_t, 16> bytes{};
  bool unix_socket = false;
  auto operator<=>(const PeerAddress&) const = default;

  [[nodiscard]] bool is_v4() const;
  [[nodiscard]] bool is_loopback() const;
  /// "192.0.2.7", "2001:db8::1", "unix".
  [[nodiscard]] std::string text() const;
  /// What counts as one client: the address itself, or the /64 of IPv6.
  [[nodiscard]] PeerAddress client_key() const;

  static PeerAddress from_socket(const sockaddr_storage& from);
};

/// Accepts an address without port or zone; "[...]" and "unix" are refused.
std::optional<PeerAddress> parse_address(std::string_view text);

/// The peers whose word about the client's address and scheme is taken.
class TrustedProxies {
 public:
  /// "10.0.0.0/8", "fd00::/8", "192.0.2.1", "unix". Errors: invalid.
  static Result<TrustedProxies> create(const std::vector<std::string>& ranges);
  [[nodiscard]] bool contains(const PeerAddress& peer) const;
  /// The rightmost address of an X-Forwarded-For list that is not itself trusted. An entry that
  /// is no address ends the walk: what stands left of it was not written by anybody trusted.
  [[nodiscard]] PeerAddress client(const PeerAddress& peer, std::string_view forwarded_for) const;
  [[nodiscard]] bool empty() const { return ranges_.empty() && !unix_; }

 private:
  struct Range {
    PeerAddress base;
    unsigned bits;
  };
  std::vector<Range> ranges_;
  bool unix_ = false;
};

}  // namespace aan::net
