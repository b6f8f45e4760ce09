#pragma once
#include <cstdint>
#include <optional>

namespace aan::net {

/// How far a connection's bytes have come.
struct TcpProgress {
  std::uint64_t acknowledged = 0;  ///< by the peer's kernel, since the connection began
  std::uint64_t sent = 0;          ///< on the wire, repeats left out
  std::uint64_t queued = 0;        ///< in ours, sent or not, not acknowledged yet
  bool is_closed = false;          ///< by a reset: nothing more will be acknowledged
};

/// Nothing for a socket that is not TCP, or is closed.
std::optional<TcpProgress> tcp_progress(int socket);

}  // namespace aan::net
