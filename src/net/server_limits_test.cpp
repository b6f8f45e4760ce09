#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "net/test_world.hpp"

namespace aan::net::test {
namespace {

void echo(Router& router) {
  router.get("/", [](const Request&) { return Response::text("ok"); });
  router.post("/echo", [](const Request& r) { return Response::text(r.body); });
  router.get("/huge", [](const Request&) {
    std::string huge;
    huge.resize(20'000'000, 'h');
    return Response::text(std::move(huge));
  });
}

ServerOptions hasty() {
  ServerOptions options;
  options.limits.header_deadline = Duration::milliseconds(100);
  options.limits.body_grace = Duration::milliseconds(100);
  options.limits.body_bytes_per_s = 10'000'000;
  options.limits.write_progress = Duration::milliseconds(100);
  options.limits.idle = Duration::milliseconds(100);
  options.limits.linger = Duration::milliseconds(100);
  return options;
}

TEST(ServerLimits, WhatIsTooLargeIsSaidSoAndClosed) {
  const World world(echo);
  const auto status = [&](const std::string& bytes) {
    RawClient client = world.client();
    const Reply reply = client.ask(bytes);
    EXPECT_EQ(reply.header("connection"), "close") << reply.status;
    EXPECT_TRUE(client.is_closed_by_server()) << reply.status;
    return reply.status;
  };
  EXPECT_EQ(status(world.get("/", "X: " + std::string(17'000, 'a') + "\r\n")), 431);
  std::string many;
  for (int i = 0; i < 101; ++i) many += "X: a\r\n";
  EXPECT_EQ(status(world.get("/", many)), 431);
  EXPECT_EQ(status(world.get("/" + std::string(9000, 'a'))), 414);
  EXPECT_EQ(status(world.post("/echo", std::string(70'000, 'a'))), 413);
  const std::string chunked =
      "Origin: http://" + world.host() +
      "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n";
  EXPECT_EQ(status(world.get("/echo", chunked, "POST") + "FFFFFFF\r\n"), 413);
  EXPECT_EQ(status(world.get("/echo", chunked, "POST") + "0x1\r\na\r\n0\r\n\r\n"), 400);
  EXPECT_EQ(status(world.get("/", "Content-Length: 3\r\n") + "abc"), 400);
  EXPECT_EQ(status("POST /echo HTTP/1.1\r\nHost: " + world.host() + "\r\nOrigin: http://" +
                   world.host() + "\r\nContent-Type: image/png\r\nContent-Length: 3\r\n\r\nabc"),
            415);
}

// Whoever understands errors of this address hears of those of the reader too, and nothing of what
// was sent comes back.
TEST(ServerLimits, AHeadThatCannotBeReadIsAnsweredInTheWordsOfItsPlace) {
  const World world([](Router& router) {
    echo(router);
    router.set_error_renderer([](const Request& request, int status, const Error& error) {
      return Response::json(request.path + "|" + request.target + request.query_string +
                                request.host + std::to_string(request.headers.size()) + "|" +
                                error.safe,
                            status);
    });
  });
  const auto told = [&](const std::string& bytes) {
    const Reply reply = world.client().ask(bytes);
    EXPECT_EQ(reply.header("connection"), "close");
    return std::to_string(reply.status) + " " + reply.body;
  };
  const std::string why = "|0|The request cannot be read: ";
  EXPECT_EQ(told(world.get("/api/" + std::string(9000, 'a') + "?evil")),
            "414 /api" + why + "target too long.");
  EXPECT_EQ(told("GET /api/v1?" + std::string(20'000, 'a')), "414 /api" + why + "target too long.");
  EXPECT_EQ(told(world.get("/books?evil", "X: " + std::string(17'000, 'a') + "\r\n")),
            "431 /books" + why + "head too large.");
  EXPECT_EQ(told(world.get("/api", "Expect: tea\r\n")), "417 /api" + why + "expectation.");
  EXPECT_EQ(told(world.get("/%2e%2e/x")), "400 /" + why + "target.");
  EXPECT_EQ(told(world.get("/api/x", "evil\r\n")), "400 /api" + why + "header without name.");
  EXPECT_EQ(told("GET /api HTTP/9\r\n\r\n"), "400 The request cannot be read: HTTP version.\n");
  EXPECT_EQ(told("\x16\x03\x01\n"), "400 The request cannot be read: bare line feed.\n");
}

TEST(ServerLimits, AQueryThatIsNoTextIsRefusedOnEveryAddress) {
  const World world(echo);
  for (const char* path : {"/", "/echo", "/nowhere"})
    for (const char* query :
         {"?%", "?%zz", "?a=%z", "?a=%00", "?a=%ff", "?%c0%af=1", "?a=%0a", "?%7f"})
      EXPECT_EQ(world.client().ask(world.get(std::string(path) + query)).status, 400)
          << path << query;
  for (const char* query : {"?", "?&&=", "?a=%C3%A9+%F0%9F%98%80", "?utm_source=x&a=b=c"})
    EXPECT_EQ(world.client().ask(world.get(std::string("/") + query)).status, 200) << query;
}

// One that sends two hundred requests ahead, on a server with a single thread, while another asks
// for one thing. The first handler holds the thread until both have sent.
TEST(ServerLimits, RequestsSentAheadDoNotHoldUpOtherConnections) {
  std::atomic<bool> both_have_sent = false;
  std::atomic<int> ahead = 0;
  std::atomic<int> ahead_when_other_came = -1;
  ServerOptions single;
  single.io_threads = 1;
  const World world(
      [&](Router& router) {
        RouteOptions here;
        here.pool = Pool::none;
        router.get(
            "/ahead",
            [&](const Request&) {
              if (ahead++ == 0) eventually([&] { return both_have_sent.load(); });
              return Response::text("x");
            },
            here);
        router.get(
            "/other",
            [&](const Request&) {
              ahead_when_other_came = ahead.load();
              return Response::text("y");
            },
            here);
        router.get("/", [](const Request&) { return Response::text("ok"); }, here);
      },
      single);
  RawClient other = world.client();
  EXPECT_EQ(other.ask(world.get("/")).status, 200);
  RawClient eager = world.client();
  std::string all;
  for (int i = 0; i < 200; ++i) all += world.get("/ahead");
  eager.send(all);
  ASSERT_TRUE(eventually([&] { return ahead > 0; }));
  other.send(world.get("/other"));
  both_have_sent = true;
  EXPECT_EQ(other.receive().body, "y");
  EXPECT_LT(ahead_when_other_came, 20);
  for (int i = 0; i < 200; ++i) ASSERT_EQ(eager.receive().body, "x") << i;
}

// A second request hidden in the body of the first must never be answered.
TEST(ServerLimits, NothingIsReadAfterARequestThatWasRefused) {
  const World world(echo);
  const std::string hidden = world.get("/");
  for (const std::string lines :
       {"Content-Length: 0\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: 0\r\nContent-Length: 44\r\n", "Transfer-Encoding: identity\r\n",
        "X: a\r\n b\r\n", "Transfer_Encoding: chunked\r\n", "Transfer-Encoding : chunked\r\n",
        "X: a\nTransfer-Encoding: chunked\r\n"}) {
    RawClient client = world.client();
    const Reply reply = client.ask(world.get("/", lines) + "0\r\n\r\n" + hidden);
    EXPECT_EQ(reply.status, 400) << lines;
    EXPECT_TRUE(client.is_closed_by_server()) << lines;
  }
  EXPECT_EQ(world.server->stats().responses_2xx, 0U);
}

TEST(ServerLimits, SlowClientsAreEvicted) {
  const World world(echo, hasty());
  RawClient silent = world.client();
  EXPECT_TRUE(silent.is_closed_by_server()) << "never said anything";
  RawClient dripping = world.client();
  dripping.send("GET / HTTP/1.1\r\nX: ");
  EXPECT_TRUE(dripping.is_closed_by_server()) << "half a head";
  RawClient idle = world.client();
  EXPECT_EQ(idle.ask(world.get("/")).status, 200);
  EXPECT_TRUE(idle.is_closed_by_server()) << "nothing more to say";
  RawClient slow_body = world.client();
  std::string post = world.post("/echo", std::string(1000, 'a'));
  slow_body.send(post.substr(0, post.size() - 10));
  EXPECT_TRUE(slow_body.is_closed_by_server()) << "half a body";
  RawClient deaf = world.client();
  deaf.send(world.get("/huge"));
  EXPECT_TRUE(eventually([&] { return world.server->stats().connections_evicted == 5; }))
      << "does not read its answer";
}

TEST(ServerLimits, TheOldestWaitingConnectionMakesRoomWhenFull) {
  ServerOptions options;
  options.io_threads = 1;
  options.limits.connections = 3;
  const World world(echo, options);
  std::vector<RawClient> clients;
  for (int i = 0; i < 4; ++i) {
    clients.push_back(world.client());
    EXPECT_EQ(clients.back().ask(world.get("/")).status, 200) << i;
  }
  EXPECT_TRUE(clients.front().is_closed_by_server());
  EXPECT_EQ(clients[1].ask(world.get("/")).status, 200);
}

TEST(ServerLimits, OneAddressCannotTakeEveryConnection) {
  ServerOptions options;
  options.limits.connections_per_address = 2;
  options.limits.loopback_is_one_address = true;
  const World world(echo, options);
  RawClient a = world.client();
  RawClient b = world.client();
  EXPECT_EQ(a.ask(world.get("/")).status, 200);
  EXPECT_EQ(b.ask(world.get("/")).status, 200);
  RawClient c = world.client();
  EXPECT_EQ(c.ask(world.get("/")).status, 0);
  EXPECT_EQ(world.server->stats().connections_refused, 1U);
}

// Handlers that wait until the test lets them go.
class Gate {
 public:
  Response pass() {
    std::unique_lock lock(mutex_);
    ++inside_;
    opened_.wait(lock, [&] { return is_open_; });
    return Response::text("done");
  }
  int inside() {
    const std::scoped_lock lock(mutex_);
    return inside_;
  }
  void open() {
    {
      const std::scoped_lock lock(mutex_);
      is_open_ = true;
    }
    opened_.notify_all();
  }

 private:
  std::mutex mutex_;  // guards what follows
  std::condition_variable opened_;
  bool is_open_ = false;
  int inside_ = 0;
};

TEST(ServerLimits, AFullQueueIsShedWithRetryAfter) {
  Gate gate;
  ServerOptions options;
  options.interactive_threads = 1;
  options.queue_max = 1;
  World world(
      [&](Router& router) { router.get("/wait", [&](const Request&) { return gate.pass(); }); },
      options);
  RawClient running = world.client();
  RawClient queued = world.client();
  RawClient refused = world.client();
  running.send(world.get("/wait"));
  ASSERT_TRUE(eventually([&] { return gate.inside() == 1; }));
  queued.send(world.get("/wait"));
  ASSERT_TRUE(eventually([&] { return world.server->stats().queued_interactive == 1; }));
  const Reply reply = refused.ask(world.get("/wait"));
  EXPECT_EQ(reply.status, 503);
  EXPECT_EQ(reply.header("retry-after"), "1");
  gate.open();
  EXPECT_EQ(running.receive().body, "done");
  EXPECT_EQ(queued.receive().body, "done");
}

TEST(ServerLimits, AFloodOfMessagesKeepsNobodyElseWaiting) {
  Gate gate;
  ServerOptions options;
  options.message_threads = 1;
  options.queue_max = 1;
  World world(
      [&](Router& router) {
        RouteOptions messages;
        messages.pool = Pool::messages;
        router.get("/message", [&](const Request&) { return gate.pass(); }, messages);
        RouteOptions asking;
        asking.pool = Pool::outbound;
        router.get("/asks", [](const Request&) { return Response::text("asked"); }, asking);
        router.get("/page", [](const Request&) { return Response::text("page"); });
      },
      options);
  RawClient running = world.client();
  RawClient queued = world.client();
  RawClient other = world.client();
  running.send(world.get("/message"));
  ASSERT_TRUE(eventually([&] { return gate.inside() == 1; }));
  queued.send(world.get("/message"));
  ASSERT_TRUE(eventually([&] { return world.server->stats().queued_messages == 1; }));
  EXPECT_EQ(other.ask(world.get("/message")).status, 503);
  EXPECT_EQ(other.ask(world.get("/asks")).body, "asked");
  EXPECT_EQ(other.ask(world.get("/page")).body, "page");
  gate.open();
  EXPECT_EQ(running.receive().body, "done");
  EXPECT_EQ(queued.receive().body, "done");
}

TEST(ServerLimits, WorkOfOurOwnThatTakesLongKeepsNobodyElseWaiting) {
  Gate gate;
  ServerOptions options;
  options.heavy_threads = 1;
  options.queue_max = 1;
  World world(
      [&](Router& router) {
        RouteOptions heavy;
        heavy.pool = Pool::heavy;
        router.get("/paper", [&](const Request&) { return gate.pass(); }, heavy);
        RouteOptions asking;
        asking.pool = Pool::outbound;
        router.get("/pays", [](const Request&) { return Response::text("paid"); }, asking);
        router.get("/page", [](const Request&) { return Response::text("page"); });
      },
      options);
  RawClient running = world.client();
  RawClient queued = world.client();
  RawClient other = world.client();
  running.send(world.get("/paper"));
  ASSERT_TRUE(eventually([&] { return gate.inside() == 1; }));
  queued.send(world.get("/paper"));
  ASSERT_TRUE(eventually([&] { return world.server->stats().queued_heavy == 1; }));
  EXPECT_EQ(other.ask(world.get("/paper")).status, 503);
  EXPECT_EQ(other.ask(world.get("/pays")).body, "paid");
  EXPECT_EQ(other.ask(world.get("/page")).body, "page");
  gate.open();
  EXPECT_EQ(running.receive().body, "done");
  EXPECT_EQ(queued.receive().body, "done");
}

}  // namespace
}  // namespace aan::net::test
