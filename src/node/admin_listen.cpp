#include "node/admin_listen.hpp"

#include <charconv>

#include "net/address.hpp"

namespace aan::node {
namespace {

constexpr std::string_view kUnix = "unix:";
constexpr std::size_t kSocketPathMax = 107;  // of sockaddr_un, without its end

std::unexpected<Error> wrong(const std::string& what) {
  return refuse(Errc::invalid, "admin_listen", what);
}

bool parse_port(std::string_view text, std::uint16_t& port) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

bool AdminListen::is_loopback() const {
  if (address.empty()) return true;
  const auto parsed = net::parse_address(address);
  return parsed && parsed->is_loopback();
}

std::string AdminListen::text() const {
  if (!unix_socket.empty()) return std::string(kUnix) + unix_socket.string();
  const bool is_v6 = address.contains(':');
  return (is_v6 ? "[" + address + "]" : address) + ":" + std::to_string(port);
}

Result<AdminListen> parse_admin_listen(std::string_view text) {
  AdminListen listen;
  if (text.empty() || text == "off") return listen;
  if (text.starts_with(kUnix)) {
    listen.unix_socket = text.substr(kUnix.size());
    if (!listen.unix_socket.is_absolute() || listen.unix_socket.native().size() > kSocketPathMax)
      return wrong(
          "write the whole path of a socket file, of at most 107 bytes, such as "
          "unix:/run/shop/admin.sock.");
    return listen;
  }
  const auto colon = text.rfind(':');
  if (colon == text.npos || colon == 0 || !parse_port(text.substr(colon + 1), listen.port))
    return wrong("write an address and a port, such as 127.0.0.1:9090, unix:PATH, or off.");
  listen.address = text.substr(0, colon);
  if (listen.address.starts_with('[') && listen.address.ends_with(']'))
    listen.address = listen.address.substr(1, listen.address.size() - 2);
  if (!net::parse_address(listen.address))
    return wrong("write an IP address and a port, such as 127.0.0.1:9090, unix:PATH, or off.");
  return listen;
}

}  // namespace aan::node
