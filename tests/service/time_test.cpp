#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

class Time : public ::testing::Test {
 protected:
  PlacedOrder order() { return world.place({world.add_book("Walden", world.money(499))}); }
  AttemptView attempt(const PlacedOrder& order) { return world.view(order).attempts.at(0); }
  ShopWorld world;
};

TEST_F(Time, AnUnpaidOrderIsGivenUpAfterADayAndNotASecondEarlier) {
  const PlacedOrder order = this->order();
  world.clock.advance(sales::kOrderOpenFor - Duration::seconds(1));
  EXPECT_EQ(must(world.shop->jobs.expire_orders()), 0);
  EXPECT_EQ(world.state(order), OrderState::open);
  world.clock.advance(Duration::seconds(1));
  EXPECT_EQ(must(world.shop->jobs.expire_orders()), 1);
  EXPECT_EQ(world.state(order), OrderState::cancelled);
  EXPECT_EQ(must(world.shop->jobs.expire_orders()), 0) << "once";
}

TEST_F(Time, AnAttemptExpiresWithItsPageWhenTheJobsLook) {
  const PlacedOrder order = this->order();
  const Timestamp end = attempt(order).intent.expires_at;
  EXPECT_EQ(end - world.clock.wall(), Duration::minutes(36)) << "as long as a card page lives";
  world.clock.advance(end - world.clock.wall() - Duration::seconds(1));
  world.run_jobs();
  EXPECT_EQ(attempt(order).intent.status, payment::PaymentStatus::new_);
  world.clock.advance(Duration::minutes(1));
  world.run_jobs();
  EXPECT_EQ(attempt(order).intent.status, payment::PaymentStatus::expired);
  EXPECT_EQ(world.state(order), OrderState::open);
}

TEST_F(Time, LateMoneyRevivesAnOrderThatWasGivenUpAndIsFlagged) {
  const PlacedOrder order = this->order();
  world.clock.advance(Duration::hours(25));
  world.run_jobs();
  ASSERT_EQ(world.state(order), OrderState::cancelled);
  world.pay(order);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(attempt(order).intent.exception, payment::PaymentException::late);
  EXPECT_EQ(world.view(order).refund_due, world.money(0));
  world.expect_sound_ledger();
}

TEST_F(Time, MoneyThatWasPaidInTimeAndReportedLateIsNotLate) {
  const PlacedOrder order = this->order();
  const ports::PaymentEvent event =
      world.happens(world.card, world.attempt(order), PaymentEventKind::settled, "in time", 499);
  world.clock.advance(Duration::hours(30));
  world.run_jobs();
  EXPECT_EQ(world.state(order), OrderState::fulfilled) << "the shop asked before it gave up";
  EXPECT_EQ(attempt(order).intent.exception, payment::PaymentException::none);
  world.confirm(event);
  EXPECT_EQ(world.view(order).captured, world.money(499));
}

TEST_F(Time, PartOfTheMoneyIsOwedBackWhenTheOrderIsGivenUp) {
  const PlacedOrder order = this->order();
  world.confirm(
      world.happens(world.card, world.attempt(order), PaymentEventKind::settled, "part", 200));
  world.clock.advance(Duration::hours(25));
  world.run_jobs();
  EXPECT_EQ(world.state(order), OrderState::cancelled);
  EXPECT_EQ(world.view(order).refund_due, world.money(200));
  world.expect_sound_ledger();
}

TEST_F(Time, AMessageThatWasLostCostsOneRoundOfAsking) {
  const PlacedOrder order = this->order();
  world.happens(world.card, world.attempt(order), PaymentEventKind::settled, "unsaid", 499);
  EXPECT_EQ(world.state(order), OrderState::open);
  EXPECT_EQ(must(world.shop->jobs.reconcile()), 1);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
}

TEST_F(Time, OneProcessorThatDoesNotAnswerDoesNotKeepTheOthersFromBeingAsked) {
  const PlacedOrder silent = world.place({world.add_book("Emma", world.money(299))}, "coin");
  const PlacedOrder order = this->order();
  world.coin.set_down(true);
  world.happens(world.card, world.attempt(order), PaymentEventKind::settled, "unsaid", 499);
  world.run_jobs();
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(world.state(silent), OrderState::open);
}

TEST_F(Time, MoneyOfSixDaysLaterIsFoundByAskingAlone) {
  const PlacedOrder order = this->order();
  for (int day = 0; day < 6; ++day) {
    world.clock.advance(Duration::days(1));
    world.run_jobs();
  }
  world.happens(world.card, world.attempt(order), PaymentEventKind::settled, "unsaid", 499);
  world.clock.advance(Duration::hours(2));
  world.run_jobs();
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(attempt(order).intent.exception, payment::PaymentException::late);
}

TEST_F(Time, AClockThatIsSetBackGivesNothingUpAndLosesNothing) {
  const PlacedOrder order = this->order();
  const PlacedOrder paid = world.buy({world.add_book("Emma", world.money(299))});
  world.clock.jump_wall(world.clock.wall() - Duration::days(3));
  world.run_jobs();
  EXPECT_EQ(world.state(order), OrderState::open);
  EXPECT_EQ(world.state(paid), OrderState::fulfilled);
  world.pay(order);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  const OrderView view = world.view(order);
  must(world.shop->deliver.start(order.token, view.lines.at(0).files.at(0).grant.id, world.key()));
  world.expect_sound_ledger();
}

TEST_F(Time, AClockThatJumpsAYearAheadDeliversWhatWasPaidAndForgetsWhatWasNot) {
  const PlacedOrder paid = this->order();
  const PlacedOrder unpaid = world.place({world.add_book("Emma", world.money(299))});
  world.happens(world.card, world.attempt(paid), PaymentEventKind::settled, "unsaid", 499);
  world.run_jobs();
  world.clock.jump_wall(world.clock.wall() + Duration::days(366));
  world.run_jobs();
  EXPECT_EQ(world.state(paid), OrderState::fulfilled);
  EXPECT_EQ(refusal(view_order(world.shop->room, world.shop->providers, unpaid.token)).reason,
            "no_such_order");
  world.expect_sound_ledger();
}

TEST_F(Time, ThePlayMoneyCounterForgetsWithTheOrder) {
  const PlacedOrder order = world.place({world.add_book("Emma", world.money(299))}, "sandbox");
  const payment::PaymentIntent attempt = world.attempt(order);
  const auto remembered = [&](const std::string& key) {
    bool is_there = false;
    must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
      is_there = AAN_TRY(at.records().find("provider/sandbox", key)).has_value();
      return {};
    }));
    return is_there;
  };
  EXPECT_TRUE(remembered("intent/" + attempt.id.value));
  EXPECT_TRUE(remembered("session/" + attempt.provider_ref));
  world.clock.jump_wall(world.clock.wall() + Duration::days(366));
  world.run_jobs();
  EXPECT_EQ(refusal(view_order(world.shop->room, world.shop->providers, order.token)).reason,
            "no_such_order");
  EXPECT_FALSE(remembered("intent/" + attempt.id.value));
  EXPECT_FALSE(remembered("session/" + attempt.provider_ref));
  EXPECT_TRUE(remembered("secret"));
}

TEST_F(Time, PurgeRemovesKeysAndAddressesThatAreOverAndNoOrder) {
  const PlacedOrder order = world.buy({world.add_book("Walden", world.money(499))});
  const auto grant = world.view(order).lines.at(0).files.at(0).grant.id;
  const std::string token = must(world.shop->deliver.start(order.token, grant, world.key()));
  EXPECT_EQ(must(world.shop->jobs.purge()), 0);
  world.clock.advance(Duration::days(2));
  EXPECT_EQ(must(world.shop->jobs.purge()), 0);
  EXPECT_EQ(refusal(world.shop->deliver.open(token)).reason, "address_expired")
      << "it still says why";
  world.clock.advance(Duration::days(30));
  EXPECT_EQ(must(world.shop->jobs.purge()), 3) << "two keys and an address";
  EXPECT_EQ(refusal(world.shop->deliver.open(token)).code, Errc::not_found);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(world.view(order).lines.at(0).files.at(0).grant.uses_left, sales::kGrantUses - 1);
}

}  // namespace
}  // namespace aan::service
