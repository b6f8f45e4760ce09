#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace aan::node {

/// Where machines that watch the shop are answered: ADMIN_LISTEN.
struct AdminListen {
  std::string address;  ///< an IP address; empty: no TCP
  std::uint16_t port = 0;
  std::filesystem::path unix_socket;  ///< empty: none
  bool is_chosen = false;             ///< set by somebody; else the default, which may give way
  [[nodiscard]] bool is_off() const { return address.empty() && unix_socket.empty(); }
  [[nodiscard]] bool is_loopback() const;
  /// "127.0.0.1:9090", "[::1]:9090" or "unix:/run/shop/admin.sock"
  [[nodiscard]] std::string text() const;
};

/// "ADDR:PORT", "unix:/whole/path", or "off" and nothing for neither. Errors: invalid, with what to
/// write.
Result<AdminListen> parse_admin_listen(std::string_view text);

}  // namespace aan::node
