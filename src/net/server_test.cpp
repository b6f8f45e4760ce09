#include "net/server.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <set>

#include "net/test_world.hpp"

namespace aan::net::test {
namespace {

void shop(Router& router) {
  router.get("/", [](const Request&) { return Response::html("<h1>Shop</h1>"); });
  router.get("/books/{slug}",
             [](const Request& r) { return Response::text(std::string(r.param("slug"))); });
  router.post("/echo", [](const Request& r) { return Response::text(r.body); });
  router.get("/throws", [](const Request&) -> Response { throw std::runtime_error("secret"); });
  router.get("/wide", [](const Request&) { return Response::html(std::string(50'000, 'w')); });
  RouteOptions cached;
  const auto page = encode_body(std::string(8192, 'c'), "text/html", Compress::fast);
  cached.on_io_thread = [page](const Request& r) -> std::optional<Response> {
    if (r.query("miss")) return std::nullopt;
    return Response::encoded(page);
  };
  router.get("/cached", [](const Request&) { return Response::text("from the pool"); }, cached);
  RouteOptions open;
  open.accepts_cross_origin = true;
  open.bodies = {BodyKind::any};
  router.post("/hook", [](const Request& r) { return Response::text(r.body); }, open);
  router.get("/who",
             [](const Request& r) { return Response::text(r.peer_address + " " + r.origin()); });
}

TEST(Server, AnswersOverOneConnectionAgainAndAgain) {
  const World world(shop);
  RawClient client = world.client();
  std::set<std::string> ids;
  for (int i = 0; i < 20; ++i) {
    const Reply reply = client.ask(world.get("/books/b%20" + std::to_string(i)));
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "b " + std::to_string(i));
    ids.insert(reply.header("x-request-id").value());
  }
  EXPECT_EQ(ids.size(), 20U);
  EXPECT_EQ(world.server->stats().connections_accepted, 1U);
}

TEST(Server, AnAddressThatCannotBeReadIsAnsweredWithTheShopsOwnPage) {
  const World world([](Router& router) {
    shop(router);
    router.set_error_renderer([](const Request& r, int status, const Error&) {
      return Response::html("<h1>" + std::to_string(status) + r.path + "</h1>", status);
    });
  });
  RawClient client = world.client();
  const Reply reply = client.ask(world.get("/%ff"));
  EXPECT_EQ(reply.status, 400);
  EXPECT_EQ(reply.body, "<h1>400/</h1>") << "of the address nothing is believed but where it leads";
  EXPECT_EQ(reply.header("connection"), "close");
  RawClient stranger = world.client();
  const Reply plain = stranger.ask("/%ff\r\n\r\n");
  EXPECT_EQ(plain.status, 400) << "no request line";
  EXPECT_EQ(plain.header("content-type").value_or("").substr(0, 10), "text/plain");
}

TEST(Server, RequestsSentAheadAreAnsweredInOrder) {
  const World world(shop);
  RawClient client = world.client();
  std::string all;
  for (int i = 0; i < 50; ++i)
    all += i % 3 == 0 ? world.get("/cached") : world.get("/books/" + std::to_string(i));
  all += world.post("/echo", "last");
  client.send(all);
  for (int i = 0; i < 50; ++i) {
    const Reply reply = client.receive();
    EXPECT_EQ(reply.body, i % 3 == 0 ? std::string(8192, 'c') : std::to_string(i)) << i;
  }
  EXPECT_EQ(client.receive().body, "last");
}

TEST(Server, EveryAnswerCarriesTheStandingHeaders) {
  const World world(shop);
  for (const char* path : {"/", "/cached", "/nothing", "/throws"}) {
    const Reply reply = world.client().ask(world.get(path, "X-Request-Id: mine\r\n"));
    EXPECT_TRUE(reply.header("content-security-policy").value().starts_with("default-src 'none'"));
    EXPECT_EQ(reply.header("x-content-type-options"), "nosniff");
    EXPECT_TRUE(reply.header("date"));
    EXPECT_EQ(reply.header("x-request-id").value().size(), 16U);
    EXPECT_FALSE(reply.header("server"));
    EXPECT_FALSE(reply.header("strict-transport-security")) << "plain http";
  }
}

TEST(Server, AnswersAPartOfATextThatIsKeptInMemory) {
  const World world(shop);
  RawClient client = world.client();
  EXPECT_EQ(client.ask(world.get("/cached")).header("accept-ranges"), "bytes");
  const Reply part = client.ask(world.get("/cached", "Range: bytes=8000-8191\r\n"));
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.header("content-range"), "bytes 8000-8191/8192");
  EXPECT_EQ(part.body, std::string(192, 'c'));
  const Reply none = client.ask(world.get("/cached", "Range: bytes=8192-\r\n"));
  EXPECT_EQ(none.status, 416);
  EXPECT_EQ(none.header("content-range"), "bytes */8192");
  const Reply packed = client.ask(world.get("/cached", "Accept-Encoding: br\r\n"));
  const Reply beyond =
      client.ask(world.get("/cached", "Accept-Encoding: br\r\nRange: bytes=8192-\r\n"));
  EXPECT_EQ(packed.header("content-encoding"), "br");
  EXPECT_EQ(beyond.status, 416);
  EXPECT_EQ(beyond.header("etag"), packed.header("etag"));
  EXPECT_FALSE(beyond.header("content-encoding")) << "nothing is sent that would be coded";
  EXPECT_EQ(client.ask(world.get("/cached")).body.size(), 8192U) << "the connection goes on";
}

TEST(Server, HeadIsGetWithoutTheBody) {
  const World world(shop);
  RawClient client = world.client();
  for (const char* path : {"/", "/cached", "/wide", "/nothing"}) {
    const Reply get = client.ask(world.get(path));
    const Reply head = client.ask(world.get(path, "", "HEAD"), /*is_head=*/true);
    EXPECT_EQ(head.status, get.status);
    EXPECT_EQ(head.header("content-length"), std::to_string(get.body.size())) << path;
  }
}

TEST(Server, UnknownPlacesAndMethodsAreSaidSo) {
  const World world(shop);
  RawClient client = world.client();
  EXPECT_EQ(client.ask(world.get("/nothing")).status, 404);
  const Reply wrong = client.ask(world.post("/books/x", ""));
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.header("allow"), "GET, HEAD, OPTIONS");
  EXPECT_EQ(client.ask(world.get("/", "", "BREW")).status, 405);
  const Reply options = client.ask(world.get("/echo", "", "OPTIONS"));
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.header("allow"), "POST, OPTIONS");
  EXPECT_EQ(client.ask(world.get("*", "", "OPTIONS")).status, 204);
  const Reply slash = client.ask(world.get("/books/x/?q=1"));
  EXPECT_EQ(slash.status, 308);
  EXPECT_EQ(slash.header("location"), "/books/x?q=1");
}

TEST(Server, AHandlerThatThrowsIsOneAnswerAndShowsNothing) {
  const World world(shop);
  RawClient client = world.client();
  const Reply reply = client.ask(world.get("/throws"));
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.body.find("secret"), std::string::npos);
  EXPECT_EQ(client.ask(world.get("/")).status, 200);
}

TEST(Server, CachedPagesAreAnsweredWithoutThePool) {
  const World world(shop);
  RawClient client = world.client();
  const Reply plain = client.ask(world.get("/cached"));
  EXPECT_EQ(plain.body.size(), 8192U);
  const Reply small = client.ask(world.get("/cached", "Accept-Encoding: gzip, br\r\n"));
  EXPECT_EQ(small.header("content-encoding"), "br");
  EXPECT_EQ(small.header("vary"), "accept-encoding");
  const std::string tag = small.header("etag").value();
  const Reply again =
      client.ask(world.get("/cached", "Accept-Encoding: br\r\nIf-None-Match: " + tag + "\r\n"));
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.header("etag"), tag);
  EXPECT_EQ(world.server->stats().requests_on_io_thread, 3U);
  EXPECT_EQ(client.ask(world.get("/cached?miss=1")).body, "from the pool");
}

TEST(Server, BodiesArriveHoweverTheyAreSent) {
  const World world(shop);
  RawClient client = world.client();
  EXPECT_EQ(client.ask(world.post("/echo", "a=b")).body, "a=b");
  const std::string large(60'000, 'x');
  EXPECT_EQ(client.ask(world.post("/echo", large)).body, large);
  client.send(world.get("/echo",
                        "Origin: http://" + world.host() +
                            "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n",
                        "POST"));
  EXPECT_EQ(client.ask("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n").body, "abcde");
  EXPECT_EQ(client.ask(world.get("/")).status, 200);
}

TEST(Server, ContinuesOnlyWhenItWantsTheBody) {
  const World world(shop);
  const std::string expecting = "POST /echo HTTP/1.1\r\nHost: " + world.host() +
                                "\r\nOrigin: http://" + world.host() +
                                "\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n";
  RawClient client = world.client();
  EXPECT_EQ(client.ask(expecting + "Content-Length: 2\r\n\r\n").status, 100);
  EXPECT_EQ(client.ask("{}").body, "{}");
  RawClient greedy = world.client();
  EXPECT_EQ(greedy.ask(expecting + "Content-Length: 99999999\r\n\r\n").status, 413);
  EXPECT_TRUE(greedy.is_closed_by_server());
}

TEST(Server, TheClientAndSchemeAreBelievedFromTrustedProxiesOnly) {
  const std::string forwarded =
      "X-Forwarded-For: 6.6.6.6, 203.0.113.9\r\nX-Forwarded-Proto: https\r\n";
  {
    const World world(shop);
    EXPECT_EQ(world.client().ask(world.get("/who", forwarded)).body,
              "127.0.0.1 http://" + world.host());
  }
  ServerOptions options;
  options.trusted_proxies = {"127.0.0.1"};
  options.allowed_hosts = {"shop.example"};
  const World world(shop, options);
  const Reply reply =
      world.client().ask("GET /who HTTP/1.1\r\nHost: shop.example\r\n" + forwarded + "\r\n");
  EXPECT_EQ(reply.body, "203.0.113.9 https://shop.example");
  EXPECT_EQ(reply.header("strict-transport-security"), "max-age=63072000; includeSubDomains");
}

TEST(Server, StrangersAtTheDoorChangeNothing) {
  const World world(shop);
  const auto status = [&](const std::string& lines) {
    return world.client()
        .ask("POST /echo HTTP/1.1\r\nHost: " + world.host() + "\r\nContent-Length: 0\r\n" + lines +
             "\r\n")
        .status;
  };
  EXPECT_EQ(status("Origin: http://" + world.host() + "\r\n"), 200);
  EXPECT_EQ(status("Origin: null\r\n"), 403);
  EXPECT_EQ(status("Origin: http://evil.example\r\n"), 403);
  EXPECT_EQ(status("Sec-Fetch-Site: cross-site\r\n"), 403);
  EXPECT_EQ(status("Cookie: a=b\r\n"), 403);
  EXPECT_EQ(world.server->stats().requests_cross_origin, 4U);
}

TEST(Server, PublicRoutesTakeOtherOriginsAndSaySo) {
  const World world(shop);
  const Reply reply = world.client().ask("POST /hook HTTP/1.1\r\nHost: " + world.host() +
                                         "\r\nOrigin: https://pay.example\r\n"
                                         "Content-Length: 3\r\n\r\nraw");
  EXPECT_EQ(reply.body, "raw");
  EXPECT_EQ(reply.header("access-control-allow-origin"), "*");
  EXPECT_EQ(reply.header("cross-origin-resource-policy"), "cross-origin");
  EXPECT_EQ(world.client().ask(world.get("/")).header("access-control-allow-origin"), std::nullopt);
}

TEST(Server, UnknownHostsAreMisdirected) {
  const World world(shop);
  const std::string port = std::to_string(world.server->port());
  const auto status = [&](const std::string& host) {
    return world.client().ask("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n").status;
  };
  EXPECT_EQ(status("LOCALHOST:" + port), 200);
  EXPECT_EQ(status("127.0.0.1:" + port), 200);
  EXPECT_EQ(status("[::1]:" + port), 200);
  EXPECT_EQ(status("localhost"), 421);
  EXPECT_EQ(status("evil.example"), 421);
  EXPECT_EQ(status("localhost:" + port + ".evil.example"), 400);
}

TEST(Server, AnOldClientIsAnsweredAndClosed) {
  const World world(shop);
  RawClient client = world.client();
  const Reply reply =
      client.ask("GET / HTTP/1.0\r\nHost: " + world.host() + "\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("connection"), "close");
  EXPECT_TRUE(client.is_closed_by_server());
}

}  // namespace
}  // namespace aan::net::test
