#include <gtest/gtest.h>

#include <mutex>
#include <vector>

#include "net/feed.hpp"
#include "net/test_world.hpp"
#include "testing/manual_clock.hpp"

namespace aan::net::test {
namespace {

/// A server with a feed of what a test tells, numbered from 1 on.
struct Telling : ::testing::Test {
  aan::testing::ManualClock clock;
  std::mutex mutex;
  std::vector<std::string> told;
  std::optional<std::int64_t> asked_from;
  bool may_stay = true;
  Feed feed{[this](std::int64_t after) -> Result<FeedPiece> {
              const std::scoped_lock lock(mutex);
              FeedPiece piece;
              for (auto at = static_cast<std::size_t>(after); at < told.size(); ++at)
                piece.text += "id: " + std::to_string(at + 1) + "\ndata: " + told[at] + "\n\n";
              piece.last = std::ssize(told);
              return piece;
            },
            [this](std::optional<std::int64_t> last) -> Result<FeedBegin> {
              asked_from = last;
              return FeedBegin{last.value_or(0),
                               "id: " + std::to_string(last.value_or(0)) + "\n\n"};
            },
            clock};

  [[nodiscard]] World open(ServerOptions options = {}) {
    return World(
        [this](Router& router) {
          router.get("/events", [this](const Request& request) {
            auto answer = feed.answer(request, {std::string(request.query("who").value_or("one")),
                                                [this] { return may_stay; }});
            if (answer) return std::move(*answer);
            return Response::text(answer.error().reason,
                                  answer.error().code == Errc::invalid ? 400 : 429);
          });
          router.get("/", [](const Request&) { return Response::text("hello"); });
        },
        std::move(options));
  }
  void tell(std::string what) {
    const std::scoped_lock lock(mutex);
    told.push_back(std::move(what));
  }
  void step() { ASSERT_TRUE(feed.step()); }
};

TEST_F(Telling, WhatHappensIsSentAsItHappens) {
  const World world = open();
  RawClient client = world.client();
  const Reply head = client.ask(world.get("/events"));
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("content-type"), "text/event-stream");
  EXPECT_EQ(head.header("content-length"), std::nullopt);
  EXPECT_EQ(head.header("connection"), "close");
  EXPECT_TRUE(head.header("cache-control")->contains("no-store"));
  EXPECT_EQ(client.receive_until("id: 0\n\n"), "retry: 2000\n\nid: 0\n\n");
  for (const char* what : {"first", "second"}) {
    tell(what);
    step();
    EXPECT_TRUE(client.receive_until("\n\n").contains(what));
  }
}

TEST_F(Telling, WhoComesBackIsToldWhatCameSince) {
  const World world = open();
  for (const char* what : {"a", "b", "c"}) tell(what);
  RawClient client = world.client();
  client.ask(world.get("/events", "Last-Event-ID: 1\r\n"));
  EXPECT_EQ(asked_from, 1);
  client.receive_until("id: 1\n\n");
  step();
  EXPECT_EQ(client.receive_until("data: c\n\n"), "id: 2\ndata: b\n\nid: 3\ndata: c\n\n");
  RawClient other = world.client();
  other.ask(world.get("/events?after=2"));
  EXPECT_EQ(asked_from, 2);
  RawClient wrong = world.client();
  EXPECT_EQ(wrong.ask(world.get("/events", "Last-Event-ID: x1\r\n")).body, "last_event_id");
}

TEST_F(Telling, SilenceIsFilledWithComments) {
  const World world = open();
  RawClient client = world.client();
  client.ask(world.get("/events"));
  client.receive_until("id: 0\n\n");
  step();
  clock.advance(kHeartbeat);
  step();
  EXPECT_EQ(client.receive_until("\n\n"), ": \n\n");
}

TEST_F(Telling, AReaderThatLeavesMakesRoomAtOnce) {
  const World world = open();
  {
    std::vector<RawClient> readers;
    for (std::size_t i = 0; i < kStreamsOfOneMax; ++i)
      EXPECT_EQ(readers.emplace_back(world.client()).ask(world.get("/events")).status, 200);
    RawClient late = world.client();
    EXPECT_EQ(late.ask(world.get("/events")).body, "too_many_streams");
    RawClient other = world.client();
    EXPECT_EQ(other.ask(world.get("/events?who=two")).status, 200);
  }
  // Its end is seen without anything being sent.
  EXPECT_TRUE(eventually([this] { return feed.open() == 0; }));
}

TEST_F(Telling, AReaderWhoseRightEndedIsTurnedOut) {
  const World world = open();
  RawClient client = world.client();
  client.ask(world.get("/events"));
  client.receive_until("id: 0\n\n");
  may_stay = false;
  clock.advance(kHeartbeat);
  step();
  EXPECT_TRUE(client.is_closed_by_server());
}

TEST_F(Telling, ASlowReaderIsCutAndReadsOnFromWhereItWas) {
  ServerOptions options;
  options.limits.write_progress = Duration::milliseconds(200);
  const World world = open(std::move(options));
  RawClient slow = world.client();
  slow.set_receive_buffer(4096);
  slow.ask(world.get("/events"));
  RawClient quick = world.client();
  quick.ask(world.get("/events?who=two"));
  quick.receive_until("id: 0\n\n");
  for (int i = 0; i < 12; ++i) {
    tell(std::string(2'000'000, 'x') + std::to_string(i));
    step();
    ASSERT_TRUE(quick.receive_until("id: " + std::to_string(i + 1) + "\n").size() > 0);
    ASSERT_FALSE(quick.receive_until("x" + std::to_string(i) + "\n\n").empty());
  }
  EXPECT_TRUE(eventually([this] { return feed.open() == 1; }));
  EXPECT_GE(world.server->stats().connections_evicted, 1U);
  RawClient again = world.client();
  again.ask(world.get("/events", "Last-Event-ID: 11\r\n"));
  again.receive_until("id: 11\n\n");
  step();
  EXPECT_FALSE(again.receive_until("x11\n\n").empty());
}

TEST_F(Telling, AHeadIsAnsweredAndHoldsNoPlace) {
  const World world = open();
  RawClient client = world.client();
  EXPECT_EQ(client.ask(world.get("/events", "", "HEAD"), /*is_head=*/true).status, 200);
  EXPECT_EQ(feed.open(), 0U);
}

TEST_F(Telling, ClosingTheFeedLetsTheServerDrain) {
  const World world = open();
  RawClient client = world.client();
  client.ask(world.get("/events"));
  client.receive_until("id: 0\n\n");
  world.server->begin_drain();
  feed.close();
  EXPECT_TRUE(world.server->drain(Duration::seconds(10)));
  EXPECT_TRUE(client.is_closed_by_server());
}

TEST_F(Telling, ADrainThatNobodyToldTheFeedOfCutsItsStreams) {
  const World world = open();
  RawClient client = world.client();
  client.ask(world.get("/events"));
  client.receive_until("id: 0\n\n");
  EXPECT_FALSE(world.server->drain(Duration::milliseconds(50)));
  EXPECT_TRUE(client.is_closed_by_server());
}

}  // namespace
}  // namespace aan::net::test
