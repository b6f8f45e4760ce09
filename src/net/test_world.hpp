#pragma once
// For tests: a real server on a free port of 127.0.0.1, and a client that sends exactly the bytes
// it is told to. No sleeping: every wait is a poll with a deadline.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <charconv>
#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/file.hpp"
#include "net/server.hpp"

namespace aan::net::test {

struct Reply {
  int status = 0;
  std::string head;
  std::string body;
  [[nodiscard]] std::optional<std::string> header(std::string_view name) const {
    const std::size_t at = head.find("\r\n" + std::string(name) + ": ");
    if (at == std::string::npos) return std::nullopt;
    const std::size_t begin = at + name.size() + 4;
    return head.substr(begin, head.find("\r\n", begin) - begin);
  }
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int status = ::connect(fd_.get(), reinterpret_cast<sockaddr*>(&to), sizeof to);
    is_connected_ = status == 0;
  }
  explicit RawClient(const std::string& socket_file)
      : fd_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un to{};
    to.sun_family = AF_UNIX;
    std::memcpy(to.sun_path, socket_file.data(), socket_file.size());
    is_connected_ = ::connect(fd_.get(), reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  [[nodiscard]] bool is_connected() const { return is_connected_; }
  [[nodiscard]] int fd() const { return fd_.get(); }
  void set_receive_buffer(int bytes) {
    ::setsockopt(fd_.get(), SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
  }
  RawClient& send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t n = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) break;  // the server has closed; what it said can still be read
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return *this;
  }
  void end_sending() { ::shutdown(fd_.get(), SHUT_WR); }
  /// One reply; status 0 when the connection ended or the time ran out first.
  Reply receive(bool is_head = false) {
    Reply reply;
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
      if (!more()) return reply;
    reply.head = buffer_.substr(0, end + 4);
    buffer_.erase(0, end + 4);
    reply.status = static_cast<int>(number(std::string_view(reply.head).substr(9, 3)));
    const std::size_t length = number(reply.header("content-length").value_or("0"));
    if (is_head || reply.status == 304 || reply.status == 204) return reply;
    while (buffer_.size() < length)
      if (!more()) return Reply{};
    reply.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    return reply;
  }
  /// True when the server ends the connection within the deadline, with nothing more said.
  [[nodiscard]] bool is_closed_by_server() { return buffer_.empty() && !more() && ended_; }
  /// Everything up to this text and it too; empty when the connection ended or the time ran out.
  std::string receive_until(std::string_view text) {
    std::size_t at = 0;
    while ((at = buffer_.find(text)) == std::string::npos)
      if (!more()) return {};
    std::string all = buffer_.substr(0, at + text.size());
    buffer_.erase(0, at + text.size());
    return all;
  }
  Reply ask(std::string_view bytes, bool is_head = false) { return send(bytes).receive(is_head); }

 private:
  static std::size_t number(std::string_view digits) {
    std::size_t out = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), out);
    return out;
  }
  bool more() {
    pollfd waiting{fd_.get(), POLLIN, 0};
    if (::poll(&waiting, 1, 10'000) != 1) return false;
    char chunk[65536];
    const ssize_t n = ::recv(fd_.get(), chunk, sizeof chunk, 0);
    if (n <= 0) {
      ended_ = true;
      return false;
    }
    buffer_.append(chunk, static_cast<std::size_t>(n));
    return true;
  }

  FileDescriptor fd_;
  bool is_connected_ = false;
  bool ended_ = false;
  std::string buffer_;
};

/// A started server with the routes that `fill` adds.
struct World {
  SystemClock clock;
  SystemRng rng;
  std::unique_ptr<Server> server;

  explicit World(const std::function<void(Router&)>& fill, ServerOptions options = {}) {
    auto router = std::make_shared<Router>();
    fill(*router);
    options.io_threads = options.io_threads == 0 ? 2 : options.io_threads;
    auto made = Server::create(std::move(options), clock, rng, std::move(router));
    AAN_CHECK(made.has_value());
    server = std::move(*made);
    AAN_CHECK(server->start().has_value());
  }
  [[nodiscard]] RawClient client() const { return RawClient(server->port()); }
  [[nodiscard]] std::string host() const { return "localhost:" + std::to_string(server->port()); }
  /// "GET /path HTTP/1.1" with Host and more header lines (each with its CRLF).
  [[nodiscard]] std::string get(std::string_view path, std::string_view more = "",
                                std::string_view method = "GET") const {
    return std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: " + host() + "\r\n" +
           std::string(more) + "\r\n";
  }
  /// A form posted by a page of this server.
  [[nodiscard]] std::string post(std::string_view path, std::string_view body,
                                 std::string_view more = "") const {
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: " + host() + "\r\nOrigin: http://" +
           host() + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n" + std::string(more) + "\r\n" + std::string(body);
  }
};

/// Waits until a claim about the server holds; false after ten seconds.
inline bool eventually(const std::function<bool()>& claim) {
  const SystemClock clock;
  const Duration end = clock.mono() + Duration::seconds(10);
  while (clock.mono() < end) {
    if (claim()) return true;
    ::poll(nullptr, 0, 1);
  }
  return false;
}

}  // namespace aan::net::test
