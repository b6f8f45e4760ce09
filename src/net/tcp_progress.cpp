#include "net/tcp_progress.hpp"

#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

namespace aan::net {

namespace {
constexpr std::uint8_t kTcpClose = 7;  // TCP_CLOSE of the kernel's tcp_states.h
}

std::optional<TcpProgress> tcp_progress(int socket) {
  tcp_info info{};
  socklen_t size = sizeof info;
  int queued = 0;
  // The queue first: what left it before is among the bytes that the second question finds
  // acknowledged. The other way round an acknowledgement between the two would be in neither.
  if (socket < 0 || ::ioctl(socket, SIOCOUTQ, &queued) != 0 ||
      ::getsockopt(socket, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
    return std::nullopt;
  return TcpProgress{info.tcpi_bytes_acked, info.tcpi_bytes_sent - info.tcpi_bytes_retrans,
                     static_cast<std::uint64_t>(queued), info.tcpi_state == kTcpClose};
}

}  // namespace aan::net
