#include "net/listener.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/unix_address.hpp"
#include "net/address.hpp"

namespace aan::net {
namespace {

constexpr int kBacklog = 4096;

struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t size = 0;
  [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
};

std::unexpected<Error> os_error(const std::string& what) {
  const std::string sentence = what + ": " + std::strerror(errno);
  return refuse(errno == EACCES || errno == EADDRINUSE || errno == EADDRNOTAVAIL ? Errc::unavailable
                                                                                 : Errc::internal,
                "net.listen", sentence);
}

std::optional<SocketAddress> socket_address(const std::string& text, std::uint16_t port) {
  SocketAddress out;
  std::string bare = text;
  if (bare.starts_with('[') && bare.ends_with(']')) bare = bare.substr(1, bare.size() - 2);
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  if (inet_pton(AF_INET, bare.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    std::memcpy(&out.storage, &v4, sizeof v4);
    out.size = sizeof v4;
  } else if (inet_pton(AF_INET6, bare.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    std::memcpy(&out.storage, &v6, sizeof v6);
    out.size = sizeof v6;
  } else {
    return std::nullopt;
  }
  return out;
}

bool is_all_addresses(const PeerAddress& address) {
  return address.text() == "::" || address.text() == "0.0.0.0";
}

Result<FileDescriptor> bind_tcp(const SocketAddress& address, bool shared,
                                const std::string& name) {
  FileDescriptor fd(
      socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP));
  if (!fd.valid()) return os_error("socket");
  const int on = 1;
  setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (shared) setsockopt(fd.get(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  if (bind(fd.get(), address.get(), address.size) != 0) return os_error("listen on " + name);
  return fd;
}

Result<FileDescriptor> copy_of(const FileDescriptor& from) {
  FileDescriptor to(fcntl(from.get(), F_DUPFD_CLOEXEC, 0));
  if (!to.valid())
    return refuse(Errc::unavailable, "net.listen",
                  std::string("keep listening: ") + std::strerror(errno));
  return to;
}

}  // namespace

Result<Listeners> Listeners::copy() const {
  Listeners out;
  out.tcp.port = tcp.port;
  out.tcp.on_loopback = tcp.on_loopback;
  out.tcp.on_all_addresses = tcp.on_all_addresses;
  for (const FileDescriptor& one : tcp.sockets) out.tcp.sockets.push_back(AAN_TRY(copy_of(one)));
  if (local.valid()) out.local = AAN_TRY(copy_of(local));
  return out;
}

Result<TcpListeners> listen_tcp(const std::string& address, std::uint16_t port, unsigned count) {
  const std::string name = address + " port " + std::to_string(port);
  auto where = socket_address(address, port);
  if (!where)
    return refuse(Errc::invalid, "net.listen", "\"" + address + "\" is not an IP address");
  // Without SO_REUSEPORT this fails when anybody listens there already.
  if (port != 0) AAN_TRY(bind_tcp(*where, /*shared=*/false, name));
  TcpListeners out;
  out.port = port;
  const PeerAddress parsed = PeerAddress::from_socket(where->storage);
  out.on_loopback = parsed.is_loopback();
  out.on_all_addresses = is_all_addresses(parsed);
  for (unsigned i = 0; i < count; ++i) {
    FileDescriptor fd = AAN_TRY(bind_tcp(*where, /*shared=*/true, name));
    if (listen(fd.get(), kBacklog) != 0) return os_error("listen on " + name);
    if (out.port == 0) {
      SocketAddress bound;
      bound.size = sizeof bound.storage;
      getsockname(fd.get(), reinterpret_cast<sockaddr*>(&bound.storage), &bound.size);
      sockaddr_in6 v6{};  // sin_port and sin6_port lie at the same place
      std::memcpy(&v6, &bound.storage, sizeof v6);
      out.port = ntohs(v6.sin6_port);
      where = socket_address(address, out.port);
    }
    out.sockets.push_back(std::move(fd));
  }
  return out;
}

Result<FileDescriptor> listen_unix(const std::filesystem::path& path) {
  const std::string text = path.string();
  const UnixAddress address = AAN_TRY(UnixAddress::of(path));
  FileDescriptor probe(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!probe.valid()) return os_error("socket");
  if (connect(probe.get(), address.get(), address.size()) == 0)
    return refuse(Errc::unavailable, "net.listen", "another process listens on " + text);
  if (errno == ECONNREFUSED) unlink(text.c_str());
  FileDescriptor fd(socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!fd.valid()) return os_error("socket");
  // The mode of the socket is that of its inode at bind; nobody else may connect in between.
  if (fchmod(fd.get(), 0600) != 0 || bind(fd.get(), address.get(), address.size()) != 0)
    return os_error("listen on " + text);
  if (chmod(text.c_str(), 0600) != 0 || listen(fd.get(), kBacklog) != 0)
    return os_error("listen on " + text);
  return fd;
}

}  // namespace aan::net
