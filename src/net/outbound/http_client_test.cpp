#include "net/outbound/http_client.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <string>
#include <thread>

#include "base/file.hpp"
#include "net/test_world.hpp"

namespace aan::net::outbound {
namespace {

OutboundOptions to_this_machine() { return {.reach = Reach::anywhere}; }

// Accepts one connection, says the given bytes, and waits until the client has gone.
class Liar {
 public:
  explicit Liar(std::string bytes)
      : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), bytes_(std::move(bytes)) {
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    AAN_CHECK(::bind(listener_.get(), reinterpret_cast<sockaddr*>(&at), sizeof at) == 0);
    AAN_CHECK(::listen(listener_.get(), 1) == 0);
    socklen_t size = sizeof at;
    ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&at), &size);
    port_ = ntohs(at.sin_port);
    thread_ = std::thread([this] { talk(); });
  }
  ~Liar() {
    ::shutdown(listener_.get(), SHUT_RDWR);
    thread_.join();
  }
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] std::string secure_url() const {
    return "https://127.0.0.1:" + std::to_string(port_);
  }

 private:
  void talk() const {
    const FileDescriptor link(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!link.valid()) return;
    char block[4096];
    if (::recv(link.get(), block, sizeof block, 0) <= 0) return;
    ::send(link.get(), bytes_.data(), bytes_.size(), MSG_NOSIGNAL);
    if (bytes_.empty())
      while (::recv(link.get(), block, sizeof block, 0) > 0) continue;
  }

  FileDescriptor listener_;
  std::string bytes_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

TEST(HttpClient, SendsMethodHeadersAndBodyAndBringsTheWholeAnswer) {
  const test::World world([](Router& router) {
    RouteOptions raw;
    raw.bodies = {BodyKind::any};
    raw.accepts_cross_origin = true;
    router.post(
        "/echo",
        [](const Request& request) {
          Response answer = Response::text(
              std::string(request.header("x-key").value_or("none")) + "|" + request.body, 402);
          return std::move(answer).set("x-answer", "yes");
        },
        raw);
  });
  const HttpClient client(to_this_machine());
  OutboundRequest request;
  request.method = "POST";
  request.url = "http://" + world.host() + "/echo";
  request.headers = {{"X-Key", "k1"}, {"Content-Type", "text/plain"}};
  request.body = std::string("a\0b", 3);
  for (int round = 0; round < 3; ++round) {
    const auto answer = client.send(request);
    ASSERT_TRUE(answer) << answer.error().to_string();
    EXPECT_EQ(answer->status, 402);
    EXPECT_EQ(answer->body, "k1|" + std::string("a\0b", 3));
    EXPECT_EQ(answer->header("x-answer"), "yes");
    EXPECT_EQ(answer->header("nothing"), "");
  }
  EXPECT_EQ(world.server->stats().connections_accepted, 1U) << "the connection is kept";
}

TEST(HttpClient, ARedirectIsAnAnswerAndIsNotFollowed) {
  // original 4.4.16: it followed redirects
  const test::World world([](Router& router) {
    router.get("/here", [](const Request&) { return Response::redirect("/there"); });
  });
  const auto answer =
      HttpClient(to_this_machine()).send({.url = "http://" + world.host() + "/here"});
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 303);
  EXPECT_EQ(answer->header("location"), "/there");
}

TEST(HttpClient, AnAddressThatIsNotPublicIsNotDialled) {
  const test::World world([](Router&) {});
  const HttpClient client({.reach = Reach::public_only});
  for (const std::string host : {"127.0.0.1", "[::1]", "localhost"}) {
    const auto answer =
        client.send({.url = "http://" + host + ":" + std::to_string(world.server->port()) + "/"});
    ASSERT_FALSE(answer) << host;
    EXPECT_EQ(answer.error().code, Errc::forbidden) << host;
    EXPECT_EQ(answer.error().reason, "address") << host;
  }
  EXPECT_EQ(world.server->stats().connections_accepted, 0U);
}

TEST(HttpClient, AnAnswerThatIsTooLargeCutOffOrNoHttpIsMalformed) {
  // original 4.4.17: it read answers of any size
  const HttpClient client(to_this_machine());
  const std::string large =
      "HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + std::string(2000, 'x');
  const std::string cut = "HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\nshort";
  const std::string endless_head =
      "HTTP/1.1 200 OK\r\nX: " + std::string(200'000, 'y') + "\r\n\r\n";
  for (const std::string& bytes : {large, cut, endless_head, std::string("SSH-2.0-OpenSSH\r\n")}) {
    const Liar liar(bytes);
    const auto answer = client.send({.url = liar.url(), .answer_bytes_max = 1999});
    ASSERT_FALSE(answer) << bytes.substr(0, 40);
    EXPECT_EQ(answer.error().code, Errc::upstream_malformed) << answer.error().to_string();
  }
}

TEST(HttpClient, APeerThatSaysNothingEndsAtTheDeadline) {
  const Liar liar("");
  const auto answer = HttpClient(to_this_machine())
                          .send({.url = liar.url(), .deadline = Duration::milliseconds(200)});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, Errc::timeout);
}

TEST(HttpClient, WhoseFaultItMayBeIsSaid) {
  const HttpClient client(to_this_machine());
  const Liar liar("HTTP/1.1 400 no TLS here\r\n\r\n");
  EXPECT_EQ(client.send({.url = liar.secure_url()}).error().reason, "tls");
  EXPECT_EQ(client.send({.url = "http://no-such-host.invalid/"}).error().reason, "dns");
  EXPECT_EQ(client.send({.url = "http://127.0.0.1:1/"}).error().reason, "connect");
}

TEST(HttpClient, OtherSchemesAndLineBreaksAreRefusedBeforeAnythingIsSent) {
  const HttpClient client(to_this_machine());
  for (const char* url : {"file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/", "",
                          "http://127.0.0.1/\r\nX: y"})
    EXPECT_EQ(client.send({.url = url}).error().code, Errc::invalid) << url;
  const auto answer =
      client.send({.url = "http://127.0.0.1:1/", .headers = {{"X", "a\r\nHost: b"}}});
  EXPECT_EQ(answer.error().code, Errc::invalid);
}

}  // namespace
}  // namespace aan::net::outbound
