#pragma once
#include <cstdint>
#include <string_view>

struct sockaddr;

namespace aan::net::outbound {

/// Which addresses an outbound request may dial.
enum class Reach : std::uint8_t {
  public_only,  ///< no loopback, private, link-local, multicast, documentation or reserved address
  anywhere,     ///< for addresses that the operator configured, which may be on this machine
};

/// For a service whose address the operator configured: one that is asked without TLS is a double
/// on this machine, or beside it; everything else is on the public internet.
[[nodiscard]] constexpr Reach reach_of_service(std::string_view base_url) {
  return base_url.starts_with("http://") ? Reach::anywhere : Reach::public_only;
}

/// Whether `address` (IPv4 or IPv6, also IPv4 mapped into IPv6) is one that the public internet
/// routes: outside the special-purpose registries of RFC 6890. Other families are not.
[[nodiscard]] bool is_public_address(const sockaddr* address);

/// Whether a host, as it stands in an address without brackets, says by itself that it is not on
/// the public internet: a literal of such an address, or a name below `localhost`. What other names
/// lead to is known when they are dialled.
[[nodiscard]] bool is_private_host(std::string_view host);

}  // namespace aan::net::outbound
