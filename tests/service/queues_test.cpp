#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

class Queues : public ::testing::Test {
 protected:
  Queues() { order = world.place({world.add_book("Walden", world.money(499))}); }
  std::string paid_message() {
    return world.card.message(world.happens(world.card, world.attempt(order),
                                            PaymentEventKind::settled, "movement", 499));
  }
  ports::QueueDepth depth(ports::Queue queue) {
    ports::QueueDepth depth;
    must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
      depth = AAN_TRY(at.queues().depth(queue));
      return {};
    }));
    return depth;
  }
  ShopWorld world;
  PlacedOrder order;
};

TEST_F(Queues, AMessageThatWasTakenInIsUnderstoodAfterTheShopDied) {
  must(world.shop->jobs.accept("card", paid_message()));
  world.restart();
  EXPECT_EQ(world.state(order), OrderState::open);
  EXPECT_EQ(must(world.shop->jobs.run_inbox()), 1);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(depth(ports::Queue::inbox).waiting, 0);
}

TEST_F(Queues, AShopThatDiesWhileItUnderstandsDoesItAgainWhenTheLeaseIsOver) {
  must(world.shop->jobs.accept("card", paid_message()));
  // The first process takes the message and dies before, or after, it has understood it.
  must(world.store->write("test.claim", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto now = world.clock.wall();
    EXPECT_EQ(AAN_TRY(unit.queues().claim(ports::Queue::inbox, now, now + kJobLease, 10)).size(),
              1U);
    return {};
  }));
  world.restart();
  EXPECT_EQ(must(world.shop->jobs.run_inbox()), 0) << "somebody may still be at it";
  world.clock.advance(kJobLease + Duration::seconds(1));
  EXPECT_EQ(must(world.shop->jobs.run_inbox()), 1);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(world.view(order).captured, world.money(499));
  world.expect_sound_ledger();
}

TEST_F(Queues, AMessageUnderstoodBeforeTheCrashChangesNothingTheSecondTime) {
  const std::string message = paid_message();
  must(world.shop->jobs.accept("card", message));
  must(world.store->write("test.claim", [&](ports::UnitOfWork& unit) -> Result<> {
    const auto now = world.clock.wall();
    AAN_TRY(unit.queues().claim(ports::Queue::inbox, now, now + kJobLease, 10));
    return {};
  }));
  world.confirm(must(world.card.read_message(message)).events.at(0));
  world.restart();
  world.clock.advance(kJobLease + Duration::seconds(1));
  EXPECT_EQ(must(world.shop->jobs.run_inbox()), 1);
  EXPECT_EQ(world.view(order).captured, world.money(499));
  EXPECT_EQ(world.entitlements(order).size(), 1U);
  world.expect_sound_ledger();
}

TEST_F(Queues, AHintIsFollowedByAskingTheProcessor) {
  world.card.send_hints();
  must(world.shop->jobs.take_in("card", paid_message()));
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  world.expect_sound_ledger();
}

TEST_F(Queues, AHintIsKeptUntilTheProcessorAnswers) {
  world.card.send_hints();
  const std::string message = paid_message();
  world.card.set_down(true);
  must(world.shop->jobs.take_in("card", message));
  EXPECT_EQ(world.state(order), OrderState::open);
  world.card.set_down(false);
  world.clock.advance(Duration::minutes(1));
  EXPECT_EQ(must(world.shop->jobs.run_inbox()), 1);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
}

TEST_F(Queues, AMessageAtRestDoesNotGrowTooOldAndOneAtTheDoorDoes) {
  const std::string message = paid_message();
  must(world.shop->jobs.accept("card", message));
  world.clock.advance(Duration::hours(1));
  EXPECT_EQ(refusal(world.shop->jobs.accept("card", message)).code, Errc::unauthenticated);
  EXPECT_EQ(must(world.shop->jobs.run_inbox()), 1);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
}

TEST_F(Queues, AHintAboutNoAttemptOfOursIsTriedAgainForItMayBeEarly) {
  world.card.send_hints();
  const std::string message = world.card.message(world.card.happens(
      PaymentEventKind::settled, "a session of somebody", "m", world.money(1), world.clock.wall()));
  must(world.shop->jobs.take_in("card", message));
  EXPECT_EQ(depth(ports::Queue::inbox).waiting, 1);
  EXPECT_EQ(depth(ports::Queue::inbox).dead, 0);
}

TEST_F(Queues, TheSameMessageTwiceIsStoredOnce) {
  const std::string message = paid_message();
  must(world.shop->jobs.accept("card", message));
  must(world.shop->jobs.accept("card", message));
  EXPECT_EQ(depth(ports::Queue::inbox).waiting, 1);
}

TEST_F(Queues, WhatIsNotSignedNeverReachesTheInbox) {
  std::string forged = paid_message();
  forged.back() = forged.back() == '1' ? '2' : '1';
  EXPECT_EQ(refusal(world.shop->jobs.take_in("card", forged)).code, Errc::unauthenticated);
  EXPECT_EQ(refusal(world.shop->jobs.take_in("cheque", paid_message())).code, Errc::not_found);
  EXPECT_EQ(refusal(world.shop->jobs.take_in("card", std::string(65'537, 'a'))).code,
            Errc::too_large);
  EXPECT_EQ(depth(ports::Queue::inbox).waiting, 0);
  EXPECT_EQ(world.state(order), OrderState::open);
}

TEST_F(Queues, AMessageThatOvertakesOurOwnCommitIsUnderstoodLater) {
  // The processor tells of an attempt whose prompt is not stored yet.
  world.card.set_down(true);
  const PlacedOrder other = world.place({world.add_book("Emma", world.money(299))});
  world.card.set_down(false);
  payment::PaymentIntent intent = world.attempt(other);
  intent.provider_ref = "card-session-of-" + intent.id.value;
  must(world.shop->jobs.take_in(
      "card", world.card.message(
                  world.happens(world.card, intent, PaymentEventKind::settled, "early", 299))));
  EXPECT_EQ(world.state(other), OrderState::open);
  EXPECT_EQ(depth(ports::Queue::inbox).waiting, 1);
  world.clock.advance(Duration::seconds(11));
  must(world.shop->jobs.run_outbox());
  must(world.shop->jobs.run_inbox());
  world.clock.advance(Duration::minutes(1));
  must(world.shop->jobs.run_inbox());
  EXPECT_EQ(world.state(other), OrderState::fulfilled);
}

TEST_F(Queues, WhatCannotBeUnderstoodIsBuriedAndKeepsNobodyWaiting) {
  must(world.store->write("test.nonsense", [&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.queues().enqueue({.id = world.ids.make<ports::JobId>(),
                                   .queue = ports::Queue::inbox,
                                   .kind = "payment.event/card",
                                   .dedupe_key = "nonsense",
                                   .payload = "nonsense",
                                   .due_at = world.clock.wall()}));
    return {};
  }));
  must(world.shop->jobs.accept("card", paid_message()));
  must(world.shop->jobs.run_inbox());
  EXPECT_EQ(depth(ports::Queue::inbox).dead, 1);
  EXPECT_EQ(depth(ports::Queue::inbox).waiting, 0);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
}

TEST_F(Queues, AProcessorThatStaysDownIsTriedEverMoreSeldomAndNeverGivenUp) {
  // original 6.2.8: no back-off and no breaker towards nodes that fail
  world.card.set_down(true);
  const PlacedOrder other = world.place({world.add_book("Emma", world.money(299))});
  std::int64_t tried = 0;
  int since = 0;
  for (int minute = 0; minute < 5 * 24 * 60; ++minute) {
    world.clock.advance(Duration::minutes(1));
    const std::int64_t now = must(world.shop->jobs.run_outbox());
    tried += now;
    since = now > 0 ? 0 : since + 1;
    ASSERT_LE(since, 30) << "never more than half an hour between two tries";
  }
  EXPECT_GT(tried, 200) << "five days of half hours";
  EXPECT_LT(tried, 300);
  EXPECT_EQ(depth(ports::Queue::outbox).dead, 0);
  EXPECT_EQ(depth(ports::Queue::outbox).waiting, 1);
  world.card.set_down(false);
  world.clock.advance(Duration::minutes(30));
  must(world.shop->jobs.run_outbox());
  EXPECT_EQ(depth(ports::Queue::outbox).waiting, 0);
  EXPECT_FALSE(world.attempt(other).prompt_url.empty());
}

TEST_F(Queues, AMessageThatNobodyUnderstandsIsTriedForADayAndThenBuried) {
  ports::PaymentEvent event =
      world.happens(world.card, world.attempt(order), PaymentEventKind::settled, "strange", 499);
  event.provider_ref = "nobody's attempt";
  must(world.shop->jobs.accept("card", world.card.message(event)));
  const auto let_pass = [&](int hours) {
    for (int round = 0; round < hours * 12; ++round) {
      must(world.shop->jobs.run_inbox());
      world.clock.advance(Duration::minutes(5));
    }
  };
  let_pass(24);
  EXPECT_EQ(depth(ports::Queue::inbox).waiting, 1);
  let_pass(2);
  EXPECT_EQ(depth(ports::Queue::inbox).waiting, 0);
  EXPECT_EQ(depth(ports::Queue::inbox).dead, 1);
}

TEST_F(Queues, AnEffectOfAKindThatNobodyKnowsIsBuried) {
  must(world.store->write("test.enqueue", [&](ports::UnitOfWork& unit) -> Result<> {
    ports::QueuedJob job;
    job.id = world.ids.make<ports::JobId>();
    job.kind = "pigeon.send";
    job.dedupe_key = "pigeon";
    job.due_at = world.clock.wall();
    AAN_TRY(unit.queues().enqueue(job));
    return {};
  }));
  must(world.shop->jobs.run_outbox());
  EXPECT_EQ(depth(ports::Queue::outbox).dead, 1);
}

TEST_F(Queues, AProcessorThatRefusesOurKeyIsTriedAgainForTheKeyCanBeMended) {
  world.card.send_hints();
  must(world.shop->jobs.accept("card", paid_message()));
  world.card.set_down(true, Errc::unauthenticated);
  must(world.shop->jobs.run_inbox());
  EXPECT_EQ(depth(ports::Queue::inbox).dead, 0);
  world.card.set_down(false);
  world.clock.advance(Duration::minutes(1));
  must(world.shop->jobs.run_inbox());
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
}

}  // namespace
}  // namespace aan::service
