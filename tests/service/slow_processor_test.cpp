#include <thread>
#include <vector>

#include "api/api.hpp"
#include "net/test_world.hpp"
#include "testing/api_judge.hpp"
#include "testing/memory_search_index.hpp"
#include "testing/scripted_book_reader.hpp"
#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

constexpr unsigned kThreads = 2;

/// The API over a shop, with a few threads for each kind of work.
struct Served {
  explicit Served(ShopWorld& of)
      : ingest(of.shop->room, reader, writer),
        pictures(of.shop->room, ingest),
        returns(of.clock),
        desk{of.shop->room, ingest, [](const api::DeskCall&) { return std::string("{}"); }, [] {},
             turns},
        use{of.shop->room,
            shop,
            of.shop->providers,
            index,
            of.shop->checkout,
            of.shop->begin,
            of.shop->confirm,
            of.shop->refund,
            of.shop->deliver,
            of.shop->jobs,
            pictures,
            returns,
            of.shop->library,
            of.shop->library_keys,
            of.shop->passkeys,
            of.shop->documents,
            of.shop->addresses,
            of.shop->stamps,
            of.shop->to_reader,
            writer,
            nullptr} {
    net::ServerOptions options;
    options.interactive_threads = options.outbound_threads = kThreads;
    world = std::make_unique<net::test::World>(
        [this](net::Router& router) { api::add_routes(router, use, answers, desk); }, options);
  }
  [[nodiscard]] std::string order(const catalog::OfferId& offer, const std::string& key) const {
    const std::string body = R"({"items":[{"offer_id":")" + offer.value + R"("}],"method":"card"})";
    return "POST /api/v1/orders HTTP/1.1\r\nHost: " + world->host() +
           "\r\nContent-Type: application/json\r\nIdempotency-Key: " + key +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }

  Shop shop{.name = "Night Shelves", .version = "1", .currency = *find_asset("USD")};
  testing::MemorySearchIndex index;
  testing::ScriptedBookReader reader;
  testing::ScriptedDocumentWriter writer;
  Ingest ingest;
  KeepPictures pictures;
  ReturnPace returns;
  service::OneAtATime turns;
  api::DeskApi desk;
  UseCases use;
  api::AnswerCache answers{[] { return std::int64_t{0}; }};
  std::unique_ptr<net::test::World> world;
};

TEST(SlowProcessor, WhatItKeepsWaitingIsPayingAndNothingElse) {
  ShopWorld world;
  const catalog::OfferId offer = world.add_book("Walden", world.money(499));
  const Served served(world);
  world.card.hang();
  std::vector<net::test::RawClient> buyers;
  for (unsigned i = 0; i < 2 * kThreads; ++i) {
    buyers.push_back(served.world->client());
    buyers.back().send(served.order(offer, "slow-processor-key-" + std::to_string(i)));
  }
  ASSERT_TRUE(net::test::eventually([&] {
    return world.card.begin_count() == static_cast<int>(kThreads);
  })) << "all threads that may wait for a processor do";
  testing::ApiJudge judge;
  for (int i = 0; i < 5; ++i) {
    net::test::RawClient reader = served.world->client();
    for (const char* path : {"/api/v1/books/walden", "/api/ready"}) {
      const net::test::Reply reply = reader.ask(served.world->get(path));
      EXPECT_EQ(reply.status, 200);
      judge.saw("GET", path, reply.status, reply.head, reply.body);
    }
  }
  world.card.let_go();
  for (net::test::RawClient& buyer : buyers) {
    const net::test::Reply reply = buyer.receive();
    EXPECT_EQ(reply.status, 201);
    judge.saw("POST", "/api/v1/orders", reply.status, reply.head, reply.body);
  }
  EXPECT_EQ(judge.verdict(), "");
}

}  // namespace
}  // namespace aan::service
