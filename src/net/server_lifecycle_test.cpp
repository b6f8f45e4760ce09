#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <condition_variable>
#include <filesystem>
#include <future>
#include <mutex>

#include "net/test_world.hpp"

namespace aan::net::test {
namespace {

// A handler that waits until it is told to go on.
struct Gate {
  std::mutex gate_mutex;
  std::condition_variable changed;
  bool open = false;
  int inside = 0;
  void enter() {
    std::unique_lock lock(gate_mutex);
    ++inside;
    changed.notify_all();
    changed.wait(lock, [&] { return open; });
  }
  void wait_for_visitor() {
    std::unique_lock lock(gate_mutex);
    changed.wait(lock, [&] { return inside > 0; });
  }
  void let_go() {
    const std::scoped_lock lock(gate_mutex);
    open = true;
    changed.notify_all();
  }
};

TEST(ServerLifecycle, DrainFinishesWhatIsInFlightAndClosesWhatIsIdle) {
  Gate gate;
  ServerOptions options;
  options.io_threads = 1;
  const World world(
      [&](Router& router) {
        router.get("/", [](const Request&) { return Response::text("ok"); });
        router.get("/slow", [&](const Request&) {
          gate.enter();
          return Response::text("finished");
        });
      },
      options);
  RawClient idle = world.client();
  EXPECT_EQ(idle.ask(world.get("/")).status, 200);
  RawClient busy = world.client();
  busy.send(world.get("/slow"));
  gate.wait_for_visitor();
  auto drained =
      std::async(std::launch::async, [&] { return world.server->drain(Duration::seconds(10)); });
  EXPECT_TRUE(idle.is_closed_by_server());
  EXPECT_FALSE(world.client().is_connected());
  gate.let_go();
  const Reply reply = busy.receive();
  EXPECT_EQ(reply.body, "finished");
  EXPECT_EQ(reply.header("connection"), "close");
  EXPECT_TRUE(drained.get());
}

TEST(ServerLifecycle, DrainCutsOffWhatDoesNotFinish) {
  const World world(
      [](Router& router) { router.get("/", [](const Request&) { return Response::text("ok"); }); });
  RawClient half = world.client();
  half.send("GET / HT");
  ASSERT_TRUE(eventually([&] { return world.server->stats().connections_open == 1; }));
  // Whether the half head had been read when the drain began decides if it was idle.
  world.server->drain(Duration::milliseconds(20));
  EXPECT_TRUE(half.is_closed_by_server());
  EXPECT_EQ(world.server->stats().connections_open, 0U);
}

TEST(ServerLifecycle, AnswersMaintenanceUntilTheShopIsReady) {
  SystemClock clock;
  SystemRng rng;
  Router open;
  open.get("/open", [](const Request&) { return Response::text("open at once"); });
  auto server =
      Server::create({}, clock, rng, maintenance_router(nullptr, 5, std::move(open))).value();
  ASSERT_TRUE(server->start());
  EXPECT_FALSE(server->start()) << "only once";
  const std::string host = "Host: localhost:" + std::to_string(server->port()) + "\r\n\r\n";
  RawClient client(server->port());
  for (const char* path : {"/", "/books/x", "/api/ready"}) {
    const Reply reply = client.ask("GET " + std::string(path) + " HTTP/1.1\r\n" + host);
    EXPECT_EQ(reply.status, 503) << path;
    EXPECT_EQ(reply.header("retry-after"), "5");
  }
  EXPECT_EQ(client.ask("GET /open HTTP/1.1\r\n" + host).body, "open at once");
  auto shop = std::make_shared<Router>();
  shop->get("/", [](const Request&) { return Response::text("open"); });
  server->set_router(shop);
  EXPECT_EQ(client.ask("GET / HTTP/1.1\r\n" + host).body, "open") << "on the same connection";
}

TEST(ServerLifecycle, ASocketFileIsPrivateAndGoesAway) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("aan-net-" + std::to_string(::getpid()) + ".sock");
  ServerOptions options;
  options.listen_address = std::nullopt;
  options.unix_socket = path;
  {
    const World world(
        [](Router& router) {
          router.get("/who", [](const Request& r) { return Response::text(r.peer_address); });
        },
        options);
    struct stat status{};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    RawClient client(path.string());
    EXPECT_EQ(client.ask("GET /who HTTP/1.1\r\nHost: localhost\r\n\r\n").body, "unix");
    SystemClock clock;
    SystemRng rng;
    const auto second = Server::create(options, clock, rng, std::make_shared<Router>());
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Errc::unavailable);
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(ServerLifecycle, APortThatIsTakenIsRefusedAlthoughItCouldBeShared) {
  const World world([](Router&) {});
  ServerOptions options;
  options.port = world.server->port();
  SystemClock clock;
  SystemRng rng;
  const auto second = Server::create(options, clock, rng, std::make_shared<Router>());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::unavailable);
}

TEST(ServerLifecycle, WrongOptionsAreErrors) {
  SystemClock clock;
  SystemRng rng;
  const auto code = [&](const std::function<void(ServerOptions&)>& change) {
    ServerOptions options;
    change(options);
    const auto made = Server::create(options, clock, rng, std::make_shared<Router>());
    return made ? std::optional<Errc>{} : made.error().code;
  };
  EXPECT_EQ(code([](ServerOptions& o) { o.listen_address = "localhost"; }), Errc::invalid);
  EXPECT_EQ(code([](ServerOptions& o) { o.listen_address = std::nullopt; }), Errc::invalid);
  EXPECT_EQ(code([](ServerOptions& o) { o.listen_address = "192.0.2.1"; }), Errc::unavailable);
  EXPECT_EQ(code([](ServerOptions& o) { o.allowed_hosts = {"a b"}; }), Errc::invalid);
  EXPECT_EQ(code([](ServerOptions& o) { o.trusted_proxies = {"x"}; }), Errc::invalid);
}

}  // namespace
}  // namespace aan::net::test
