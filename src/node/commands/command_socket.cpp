#include "node/commands/command_socket.hpp"

#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/log.hpp"
#include "base/unix_address.hpp"
#include "net/failure_log.hpp"
#include "net/status.hpp"
#include "node/commands/commands_json.hpp"
#include "node/commands/error_json.hpp"

namespace aan::node {
namespace {

// More than any text that a command takes: what is too long is refused by what reads it.
constexpr std::size_t kCommandBytesMax = std::size_t{1} << 20U;
constexpr std::size_t kAnswerBytesMax = 16U << 20;
// Longer than any command takes: importing one book, rebuilding the index.
constexpr Duration kAnswerWait = Duration::minutes(10);

Result<FileDescriptor> connect_to(const std::filesystem::path& data_dir) {
  const std::filesystem::path name = data_dir / "aan.sock";
  const UnixAddress address = AAN_TRY(UnixAddress::of(name));
  FileDescriptor link(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!link.valid() || ::connect(link.get(), address.get(), address.size()) != 0)
    return refuse(Errc::unavailable, "socket", "No server answers on " + name.string() + ".");
  const timeval wait{.tv_sec = kAnswerWait.us / 1'000'000, .tv_usec = 0};
  ::setsockopt(link.get(), SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  return link;
}

std::unexpected<Error> lost() {
  if (errno == EAGAIN || errno == EWOULDBLOCK)
    return refuse(Errc::timeout, "socket",
                  "The server did not answer within 10 minutes; it may still be at work.");
  return refuse(Errc::unavailable, "socket",
                "The server closed the connection before it answered. What was asked may have been "
                "done; look before you ask again.");
}

Result<std::string> converse(const FileDescriptor& link, std::string_view message) {
  while (!message.empty()) {
    const ssize_t put = ::send(link.get(), message.data(), message.size(), MSG_NOSIGNAL);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return lost();
    message.remove_prefix(static_cast<std::size_t>(put));
  }
  std::string answer;
  char block[16'384];
  for (;;) {
    const ssize_t got = ::recv(link.get(), block, sizeof block, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return lost();
    if (got == 0) return answer;
    answer.append(block, static_cast<std::size_t>(got));
    if (answer.size() > kAnswerBytesMax)
      return fail(Errc::too_large, "socket", "the answer is too large");
  }
}

}  // namespace

net::SharedRouter command_router(Node& node) {
  net::Router router;
  net::RouteOptions options;
  options.pool = net::Pool::outbound;
  options.bodies = {net::BodyKind::json};
  options.body_bytes_max = kCommandBytesMax;
  router.post(
      "/commands/{name}",
      [&node](const net::Request& request) {
        const std::string name{request.param("name")};
        const auto answer = run_command(node, name, request.body);
        const CommandNote note = note_of(request.body, answer.value_or(""));
        log::info("command", {{"id", request.request_id},
                              {"name", name},
                              {"about", note.about},
                              {"value", note.value},
                              {"ok", answer ? 1 : 0}});
        if (answer) return net::Response::json(*answer);
        const int status = net::status_of(answer.error());
        net::log_failure(request, status, answer.error());
        return net::Response::json(encode_error(answer.error()), status);
      },
      options);
  return net::share(std::move(router));
}

Result<std::string> send_command(const std::filesystem::path& data_dir, const std::string& name,
                                 const std::string& arguments) {
  if (arguments.size() > kCommandBytesMax)
    return refuse(Errc::too_large, name, "This is more than a command takes, 1 MB.", "too_large");
  const FileDescriptor link = AAN_TRY(connect_to(data_dir));
  const std::string answer = AAN_TRY(converse(
      link, "POST /commands/" + name +
                " HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n"
                "accept-encoding: identity\r\ncontent-type: application/json\r\ncontent-length: " +
                std::to_string(arguments.size()) + "\r\n\r\n" + arguments));
  const auto head_end = answer.find("\r\n\r\n");
  if (answer.empty()) {
    errno = 0;
    return lost();
  }
  if (!answer.starts_with("HTTP/1.1 ") || head_end == std::string::npos)
    return fail(Errc::upstream_malformed, "socket", "the answer is not HTTP");
  std::string body = answer.substr(head_end + 4);
  if (answer.compare(9, 3, "200") == 0) return body;
  return std::unexpected(decode_error(body, name));
}

}  // namespace aan::node
