#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/file.hpp"
#include "base/result.hpp"

namespace aan::net {

/// Listening sockets, one for each I/O thread, on one address and port (SO_REUSEPORT).
struct TcpListeners {
  std::vector<FileDescriptor> sockets;
  std::uint16_t port = 0;
  bool on_loopback = false;
  bool on_all_addresses = false;
};

/// Everything that a server listens on. A copy stays open, and the kernel goes on taking
/// connections for it, when the server that made it has ended.
struct Listeners {
  TcpListeners tcp;
  FileDescriptor local;  ///< the socket file, if there is one

  [[nodiscard]] bool is_empty() const { return tcp.sockets.empty() && !local.valid(); }
  /// Errors: unavailable, when the process may not have more descriptors.
  [[nodiscard]] Result<Listeners> copy() const;
};

/// Port 0 takes any free one. A port that another process listens on is refused, although
/// SO_REUSEPORT would let two shops of one user share it unseen. Errors: invalid, unavailable.
Result<TcpListeners> listen_tcp(const std::string& address, std::uint16_t port, unsigned count);

/// A socket file with mode 0600. One that nobody listens on is replaced.
/// Errors: invalid (the name of the file is too long), unavailable (in use).
Result<FileDescriptor> listen_unix(const std::filesystem::path& path);

}  // namespace aan::net
