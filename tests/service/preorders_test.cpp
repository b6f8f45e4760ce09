#include <algorithm>

#include "domain/sales/order.hpp"
#include "service/books/manage_bundles.hpp"
#include "service/books/manage_catalog.hpp"
#include "service/books/release_preorders.hpp"
#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

class Preorders : public ::testing::Test {
 protected:
  /// A book that comes out in ten days, and one that is there.
  Preorders() {
    coming = world.add_book("coming", world.money(900));
    there = world.add_book("there", world.money(500));
    must(set_dates(world.shop->room, coming.value, {"", "", typed(day)}));
  }
  std::int64_t release() { return must(release_preorders(world.shop->room, 100)); }
  [[nodiscard]] std::size_t rights(const PlacedOrder& order) const {
    return world.entitlements(order).size();
  }
  [[nodiscard]] std::size_t told(const PlacedOrder& order, const std::string& kind) const {
    std::size_t count = 0;
    for (const sales::OrderEvent& event : world.view(order).events) count += event.kind == kind;
    return count;
  }
  ShopWorld world;
  Timestamp day = Timestamp::from_unix_seconds(1'795'824'000);
  catalog::OfferId coming;
  catalog::OfferId there;
};

TEST_F(Preorders, ArePaidAtOnceAndDeliveredOnTheDayOnce) {
  const PlacedOrder order = world.buy({coming, there});
  EXPECT_EQ(rights(order), 1U) << "what is there is delivered at once";
  const OrderView before = world.view(order);
  EXPECT_EQ(before.lines[0].waits_until, day);
  EXPECT_TRUE(before.lines[0].files.empty());
  EXPECT_FALSE(before.lines[1].waits_until);
  EXPECT_EQ(release(), 0);
  world.expect_sound_ledger();
  world.clock.advance(day - world.clock.wall());
  EXPECT_EQ(release(), 1);
  EXPECT_EQ(release(), 0);
  EXPECT_EQ(rights(order), 2U);
  EXPECT_EQ(told(order, "released"), 1U);
  EXPECT_FALSE(world.view(order).lines[0].waits_until);
  EXPECT_EQ(world.view(order).lines[0].files.size(), 1U);
  world.expect_sound_ledger();
}

TEST_F(Preorders, SayTheirDayBeforeTheyArePaid) {
  const PlacedOrder order = world.place({coming, there});
  EXPECT_EQ(world.view(order).lines[0].waits_until, day);
  EXPECT_FALSE(world.view(order).lines[1].waits_until);
  world.clock.advance(day - world.clock.wall());
  EXPECT_FALSE(world.view(order).lines[0].waits_until);
}

TEST_F(Preorders, AJumpOfTheClockReleasesOnceAndAJumpBackTakesNothing) {
  const PlacedOrder order = world.buy({coming});
  world.clock.jump_wall(day + Duration::days(400));
  EXPECT_EQ(release(), 1);
  world.clock.jump_wall(day - Duration::days(3));
  EXPECT_EQ(release(), 0);
  world.clock.jump_wall(day + Duration::days(400));
  world.restart();
  EXPECT_EQ(release(), 0);
  EXPECT_EQ(rights(order), 1U);
  EXPECT_EQ(told(order, "released"), 1U);
}

TEST_F(Preorders, TheDayThatIsMovedIsTheDay) {
  const PlacedOrder order = world.buy({coming});
  must(set_dates(world.shop->room, coming.value, {"", "", typed(day + Duration::days(5))}));
  world.clock.jump_wall(day);
  EXPECT_EQ(release(), 0);
  EXPECT_EQ(world.view(order).lines[0].waits_until, day + Duration::days(5));
  must(set_dates(world.shop->room, coming.value, {}));
  EXPECT_EQ(release(), 1);
  EXPECT_EQ(rights(order), 1U);
}

TEST_F(Preorders, AnOrderThatWasPaidBackGetsItsRightAndTheStateWithholdsIt) {
  const PlacedOrder order = world.buy({coming});
  world.card.set_refunds(testing::ScriptedProvider::Refunds::settled);
  must(world.shop->refund.request({order.id, std::nullopt, "operator", world.key()}));
  EXPECT_EQ(world.state(order), OrderState::refunded);
  world.clock.jump_wall(day);
  EXPECT_EQ(release(), 1);
  EXPECT_EQ(release(), 0);
  EXPECT_EQ(world.view(order).lines[0].files.at(0).refusal, sales::DownloadRefusal::withdrawn);
  world.expect_sound_ledger();
}

TEST_F(Preorders, ALetterThatIsDueWhileABankDisputesLeavesOnceWhenTheOrderOpensAgain) {
  CheckoutRequest request;
  request.offers = {coming};
  request.method = "card";
  request.email = "ada@example.org";
  request.idempotency_key = world.key();
  const PlacedOrder order = must(world.shop->checkout.place(request));
  world.pay(order);
  const auto letters = [&] {
    world.run_jobs();
    return std::ranges::count_if(world.shop->post.sent, [](const ports::MailMessage& one) {
      return one.letter.subject.starts_with("release");
    });
  };
  world.dispute(order, "d", PaymentEventKind::dispute_opened);
  world.clock.jump_wall(day);
  EXPECT_EQ(release(), 1);
  EXPECT_EQ(letters(), 0);
  world.dispute(order, "d", PaymentEventKind::dispute_won);
  EXPECT_EQ(letters(), 1);
  world.dispute(order, "e", PaymentEventKind::dispute_opened);
  world.dispute(order, "e", PaymentEventKind::dispute_won);
  EXPECT_EQ(letters(), 1);
}

TEST_F(Preorders, InABundleWaitLineByLine) {
  const BundleWish wish{"Both", "", "10.00", {coming.value, there.value}};
  const catalog::BundleDetail bundle = must(add_bundle(world.shop->room, wish));
  const PlacedOrder order = world.buy({bundle.bundle.id});
  EXPECT_EQ(rights(order), 1U);
  world.clock.jump_wall(day);
  EXPECT_EQ(release(), 1);
  EXPECT_EQ(rights(order), 2U);
}

TEST_F(Preorders, AreNotMadeAfterTheDayEvenBeforeThePagesKnow) {
  world.clock.jump_wall(day);
  const PlacedOrder order = world.buy({coming});
  EXPECT_EQ(rights(order), 1U) << "delivered at once";
  EXPECT_EQ(must(follow_sale_dates(world.shop->room, 100)), 1);
  EXPECT_EQ(must(follow_sale_dates(world.shop->room, 100)), 0);
}

TEST_F(Preorders, OutsideOfItsDatesNothingIsSoldWhateverThePagesKnow) {
  must(set_dates(world.shop->room, there.value, {"2026-12-01", "2026-12-24", ""}));
  const auto reason = [&] {
    const auto review = world.review({there});
    return review ? std::string("none") : review.error().reason;
  };
  EXPECT_EQ(reason(), "not_yet_sold");
  world.clock.jump_wall(*parse_rfc3339("2026-12-01T00:00:00Z"));
  EXPECT_EQ(reason(), "none");
  world.clock.jump_wall(*parse_rfc3339("2026-12-24T23:59:59Z"));
  EXPECT_EQ(reason(), "none") << "its last day is a whole day";
  world.clock.jump_wall(*parse_rfc3339("2026-12-25T00:00:00Z"));
  EXPECT_EQ(reason(), "no_longer_sold");
}

TEST_F(Preorders, WhatIsNotSoldEverywhereAsksWhereTheBuyerLives) {
  must(set_territory(world.shop->room, there.value, "only", "de, AT"));
  Basket basket;
  basket.offers = {there};
  EXPECT_TRUE(must(world.shop->checkout.review(basket)).asks_country);
  basket.country = "AT";
  EXPECT_TRUE(must(world.shop->checkout.review(basket)).asks_country);
  basket.country = "US";
  EXPECT_EQ(refusal(world.shop->checkout.review(basket)).reason, "not_sold_there");
  basket.country = "nowhere";
  EXPECT_EQ(refusal(world.shop->checkout.review(basket)).reason, "tax_country");
  CheckoutRequest request;
  request.offers = {there};
  request.method = "card";
  request.idempotency_key = world.key();
  EXPECT_EQ(refusal(world.shop->checkout.place(request)).reason, "sale_country");
  request.country = "DE";
  EXPECT_TRUE(world.shop->checkout.place(request));
  must(set_territory(world.shop->room, there.value, "everywhere", ""));
  EXPECT_FALSE(must(world.review({there})).asks_country);
  EXPECT_EQ(refusal(set_territory(world.shop->room, there.value, "only", "XX")).reason,
            "sale_countries");
}

}  // namespace
}  // namespace aan::service
