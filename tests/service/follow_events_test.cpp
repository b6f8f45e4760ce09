#include "service/follow_events.hpp"

#include <algorithm>

#include "service/attention/watch.hpp"
#include "tests/service/shop_world.hpp"

// Whoever listens is told everything, once, in one order.
namespace aan::service {
namespace {

using webhook::EventKind;

class FollowEvents : public ::testing::Test {
 protected:
  std::vector<EventKind> kinds_after(std::int64_t number) {
    std::vector<EventKind> kinds;
    for (const webhook::NumberedEvent& one : must(events_after(world.shop->room, number)))
      kinds.push_back(one.event.kind);
    return kinds;
  }
  using Kinds = std::vector<EventKind>;
  ShopWorld world;
  catalog::OfferId book = world.add_book("Walden", world.money(499));
};

TEST_F(FollowEvents, WhatHappensIsToldInItsOrderAlsoWhereNoWebhookAskedForIt) {
  const PlacedOrder order = world.buy({book});
  for (int i = 0; i < 20; ++i) {
    const ListenFrom from = must(listen_from(world.shop->room, std::nullopt));
    world.buy({book});
    EXPECT_EQ(kinds_after(from.after),
              (Kinds{EventKind::order_placed, EventKind::order_paid, EventKind::order_fulfilled}));
  }
  EXPECT_EQ(Kinds({kinds_after(0)[0], kinds_after(0)[1], kinds_after(0)[2]}),
            (Kinds{EventKind::order_placed, EventKind::order_paid, EventKind::order_fulfilled}));
  const auto all = must(events_after(world.shop->room, 0));
  EXPECT_EQ(all.size(), 63U);
  for (std::size_t i = 0; i < all.size(); ++i)
    EXPECT_EQ(all[i].number, static_cast<std::int64_t>(i) + 1);
  EXPECT_EQ(all[2].event.subject, order.id.value);
  EXPECT_TRUE(kinds_after(63).empty());
  EXPECT_EQ(kinds_after(62), Kinds{EventKind::order_fulfilled});
}

TEST_F(FollowEvents, WhoeverComesFirstHearsWhatComesAfterThem) {
  world.buy({book});
  const ListenFrom from = must(listen_from(world.shop->room, std::nullopt));
  EXPECT_EQ(from.after, 3);
  EXPECT_FALSE(from.has_gap);
  EXPECT_TRUE(kinds_after(from.after).empty());
  world.buy({book});
  EXPECT_EQ(kinds_after(from.after).size(), 3U);
}

TEST_F(FollowEvents, WhatNobodyHeardLeavesAGapToo) {
  world.buy({book});
  const ListenFrom before = must(listen_from(world.shop->room, std::nullopt));
  world.buy({book});
  must(number_all_events(world.shop->room));
  must(world.store->write("purge", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.webhooks().purge(world.clock.wall() + Duration::seconds(1), 100));
    return {};
  }));
  EXPECT_TRUE(must(listen_from(world.shop->room, before.after)).has_gap);
}

TEST_F(FollowEvents, WhoeverComesBackIsToldOfAGapWhereSomethingIsForgotten) {
  world.buy({book});
  EXPECT_EQ(kinds_after(0).size(), 3U);
  EXPECT_FALSE(must(listen_from(world.shop->room, 1)).has_gap);
  must(world.store->write("purge", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.webhooks().purge(world.clock.wall() + Duration::seconds(1), 100));
    return {};
  }));
  EXPECT_TRUE(must(listen_from(world.shop->room, 1)).has_gap);
  EXPECT_FALSE(must(listen_from(world.shop->room, 3)).has_gap) << "they heard all of it";
  const ListenFrom unknown = must(listen_from(world.shop->room, 99));
  EXPECT_TRUE(unknown.has_gap) << "a number of another shop";
  EXPECT_EQ(unknown.after, 3);
}

TEST_F(FollowEvents, WhatNeedsAPersonIsToldWhenItBeginsAndWhenItEnds) {
  const PlacedOrder order = world.place({book});
  const payment::PaymentIntent attempt = world.attempt(order);
  world.confirm(world.happens(world.card, attempt, PaymentEventKind::settled, "part", 100));
  Machine machine;
  machine.observer = "here";
  Watch watch(world.shop->room, world.shop->providers);
  must(watch.look(machine));
  const auto told = must(events_after(world.shop->room, 1));
  ASSERT_FALSE(told.empty());
  const webhook::Event opened = told.back().event;
  EXPECT_EQ(opened.kind, EventKind::attention_opened);
  EXPECT_EQ(opened.label, "underpaid");
  EXPECT_EQ(opened.part, world.view(order).order.reference);
  must(watch.look(machine));
  EXPECT_TRUE(kinds_after(told.back().number).empty()) << "once";
  world.confirm(world.happens(world.card, attempt, PaymentEventKind::settled, "rest", 399));
  must(watch.look(machine));
  const auto after = must(events_after(world.shop->room, told.back().number));
  const auto cleared =
      std::ranges::find(after, EventKind::attention_cleared,
                        [](const webhook::NumberedEvent& one) { return one.event.kind; });
  ASSERT_NE(cleared, after.end());
  EXPECT_EQ(cleared->event.subject, opened.subject);
}

}  // namespace
}  // namespace aan::service
