#include "service/payment/sweep_messages.hpp"

#include <algorithm>

#include "service/attention/list_items.hpp"
#include "service/attention/watch.hpp"
#include "service/payment/follow_payments.hpp"
#include "service/payment/follow_refunds.hpp"
#include "tests/service/shop_world.hpp"

// What never arrived is fetched, so that no word about money is lost with its message.
namespace aan::service {
namespace {

using testing::ScriptedProvider;

/// The messages that the card processor keeps.
class Archive final : public ports::MessageArchive {
 public:
  explicit Archive(const Clock& clock) : clock_(clock) {}
  [[nodiscard]] std::string provider() const override { return "card"; }
  [[nodiscard]] bool is_test() const override { return is_of_test; }
  [[nodiscard]] bool sends_messages() const override { return has_endpoint; }
  Result<ports::ArchivedMessages> missed(Timestamp since) const override {
    if (is_down) return fail(Errc::unavailable, "archive", "down");
    if (is_forbidden) return fail(Errc::forbidden, "archive", "may not", {}, "permission");
    asked_since = since;
    ports::ArchivedMessages found;
    for (const ports::ArchivedMessage& one : kept)
      if (one.at >= since) found.messages.push_back(one);
    return found;
  }
  void keep(const ScriptedProvider& card, const ports::PaymentEvent& event) {
    kept.push_back({event.event_id, card.message(event), clock_.wall()});
  }

  bool has_endpoint = true;
  bool is_of_test = false;
  bool is_down = false;
  bool is_forbidden = false;
  std::vector<ports::ArchivedMessage> kept;
  mutable Timestamp asked_since;

 private:
  const Clock& clock_;
};

class Sweep : public ::testing::Test {
 protected:
  Sweep() { world.card.set_refunds(ScriptedProvider::Refunds::processing); }
  void buy() {
    order = world.buy({world.add_book("Walden", world.money(499))});
    intent = world.attempt(order);
    first = "card money " + intent.id.value;
  }
  std::int64_t sweep() {
    SweepMessages messages(world.shop->room, {&archive});
    const std::int64_t fresh = must(messages.sweep());
    must(world.shop->jobs.run_inbox());
    return fresh;
  }
  ports::PaymentEvent about(PaymentEventKind kind, const std::string& ref) {
    ports::PaymentEvent event;
    event.provider_ref = intent.provider_ref;
    event.kind = kind;
    event.network_ref = ref;
    event.about_ref = first;
    event.amount = world.money(499);
    event.at = world.clock.wall();
    return world.card.tells(event);
  }
  bool is_missed() { return !missed().empty(); }
  std::string missed() { return standing(attention::Kind::messages_missed); }
  /// What stands of one kind.
  std::string standing(attention::Kind kind) {
    Watch watch(world.shop->room, world.shop->providers);
    Machine machine;
    machine.observer = "here";
    must(watch.look(machine));
    std::string details;
    for (const auto& item : must(list_attention(world.shop->room)).open)
      if (item.what.kind == kind) details += item.what.detail + ";";
    return details;
  }

  ShopWorld world;
  Archive archive{world.clock};
  PlacedOrder order;
  payment::PaymentIntent intent;
  std::string first;
};

TEST_F(Sweep, ADisputeThatComesAfterTheWeekOfPollingIsLearntOfThoughItsMessageIsLost) {
  buy();
  world.clock.advance(payment::kIntentMonitoredFor + Duration::days(60));
  for (int round = 0; round < 3; ++round) world.run_jobs();
  archive.keep(world.card, about(PaymentEventKind::dispute_opened, "dp_1"));
  world.run_jobs();
  EXPECT_EQ(world.state(order), OrderState::fulfilled) << "nobody asks about it any more";
  EXPECT_EQ(sweep(), 1);
  EXPECT_EQ(world.state(order), OrderState::disputed);
  EXPECT_EQ(sweep(), 0) << "known by now";
}

TEST_F(Sweep, WhatArrivedAndWhatWasFetchedAreTheSameMessage) {
  buy();
  const ports::PaymentEvent event = about(PaymentEventKind::refund_settled, "re_by_hand");
  archive.keep(world.card, event);
  must(world.shop->jobs.accept("card", world.card.message(event)));
  EXPECT_EQ(sweep(), 0);
  EXPECT_EQ(world.view(order).refunds.size(), 1U);
}

TEST_F(Sweep, LooksThirtyDaysBackAtFirstAndThenWhereItLeftOff) {
  buy();
  sweep();
  EXPECT_EQ(archive.asked_since, world.clock.wall() - kMessagesKeptFor);
  const Timestamp before = world.clock.wall();
  world.clock.advance(Duration::minutes(5));
  sweep();
  EXPECT_EQ(archive.asked_since, before - Duration::hours(1));
  world.clock.advance(Duration::days(90));
  sweep();
  EXPECT_EQ(archive.asked_since, world.clock.wall() - kMessagesKeptFor) << "a shop that was off";
}

TEST_F(Sweep, AnArchiveThatIsDownIsAskedAgainFromWhereItWas) {
  buy();
  sweep();
  const Timestamp before = world.clock.wall();
  archive.is_down = true;
  world.clock.advance(Duration::days(2));
  SweepMessages messages(world.shop->room, {&archive});
  EXPECT_EQ(refusal(messages.sweep()).code, Errc::unavailable);
  archive.is_down = false;
  sweep();
  EXPECT_EQ(archive.asked_since, before - Duration::hours(1));
}

TEST_F(Sweep, MessagesThatDoNotArriveAreAFaultUntilOneDoes) {
  buy();
  archive.keep(world.card, about(PaymentEventKind::refund_settled, "re_by_hand"));
  sweep();
  EXPECT_FALSE(is_missed()) << "it may be on its way";
  world.clock.advance(kMessageMissedAfter);
  sweep();
  EXPECT_TRUE(is_missed());
  world.clock.advance(Duration::seconds(1));
  const ports::PaymentEvent later = about(PaymentEventKind::refund_settled, "re_by_hand");
  must(world.shop->jobs.accept("card", world.card.message(later)));
  EXPECT_FALSE(is_missed());
}

TEST_F(Sweep, WhatWasMissedOfATestIsMissedByNobodyUnderALiveKey) {
  world.card.set_test_mode(archive.is_of_test = true);
  buy();
  archive.keep(world.card, about(PaymentEventKind::refund_settled, "re_by_hand"));
  world.clock.advance(kMessageMissedAfter);
  sweep();
  EXPECT_TRUE(is_missed());
  world.card.set_test_mode(archive.is_of_test = false);
  EXPECT_FALSE(is_missed());
  archive.is_forbidden = true;
  SweepMessages messages(world.shop->room, {&archive});
  EXPECT_EQ(refusal(messages.sweep()).code, Errc::forbidden);
  EXPECT_TRUE(is_missed()) << "the live key's own";
  world.card.set_test_mode(archive.is_of_test = true);
  EXPECT_EQ(missed(), "none so far;") << "and the test's is where it was";
}

TEST_F(Sweep, WhereNoMessagesAreSentNoneIsMissed) {
  buy();
  archive.has_endpoint = false;
  archive.keep(world.card, about(PaymentEventKind::refund_settled, "re_by_hand"));
  world.clock.advance(kMessageMissedAfter);
  EXPECT_EQ(sweep(), 1);
  EXPECT_FALSE(is_missed());
}

TEST_F(Sweep, AKeyThatMayNotReadWhatArrivedIsAFaultUntilItMay) {
  buy();
  archive.is_forbidden = true;
  SweepMessages messages(world.shop->room, {&archive});
  EXPECT_EQ(refusal(messages.sweep()).code, Errc::forbidden);
  EXPECT_EQ(missed(), "the key may not read events;");
  archive.is_down = true;
  EXPECT_EQ(refusal(messages.sweep()).code, Errc::unavailable);
  EXPECT_TRUE(is_missed()) << "an outage mends no right";
  archive.is_down = archive.is_forbidden = false;
  sweep();
  EXPECT_EQ(missed(), "");
}

TEST_F(Sweep, APaymentOnItsWayIsAskedAboutLongAfterTheWeekOfPolling) {
  order = world.place({world.add_book("Walden", world.money(499))});
  intent = world.attempt(order);
  world.confirm(world.happens(world.card, intent, PaymentEventKind::seen, "debit", 499));
  const auto follow = [&] {
    return must(follow_payments(world.shop->room, world.shop->providers, world.shop->confirm));
  };
  world.clock.advance(Duration::days(6));
  EXPECT_EQ(follow(), 0) << "its own looks go on";
  world.clock.advance(Duration::days(3));
  for (int round = 0; round < 3; ++round) world.run_jobs();
  EXPECT_EQ(follow(), 1);
  EXPECT_EQ(world.state(order), OrderState::pending);
  world.happens(world.card, intent, PaymentEventKind::lost, "debit", 499);
  world.happens(world.card, intent, PaymentEventKind::failed, "", 0);
  world.run_jobs();
  EXPECT_EQ(world.state(order), OrderState::pending) << "nobody looks at it by itself";
  EXPECT_EQ(follow(), 1);
  EXPECT_EQ(world.attempt(order).status, payment::PaymentStatus::invalid);
  EXPECT_NE(world.state(order), OrderState::pending);
  EXPECT_EQ(follow(), 0);
}

TEST_F(Sweep, APaymentOnItsWayBesideOneThatPaidIsFollowedAndWhatComesTwiceGoesBackByItself) {
  world.card.set_refunds(ScriptedProvider::Refunds::settled);
  order = world.place({world.add_book("Walden", world.money(499))});
  const payment::PaymentIntent slow = world.attempt(order);
  world.clock.advance(Duration::seconds(1));
  must(world.shop->begin.retry(order.token, "card", world.key()));
  world.confirm(world.happens(world.card, slow, PaymentEventKind::seen, "debit", 499));
  world.pay(order);
  ASSERT_EQ(world.state(order), OrderState::fulfilled);
  world.clock.advance(payment::kIntentMonitoredFor + Duration::days(3));
  for (int round = 0; round < 3; ++round) world.run_jobs();
  world.happens(world.card, slow, PaymentEventKind::settled, "debit", 499);
  world.run_jobs();
  EXPECT_TRUE(world.view(order).refunds.empty()) << "nobody looks at it by itself";
  EXPECT_EQ(must(follow_payments(world.shop->room, world.shop->providers, world.shop->confirm)), 1);
  for (int round = 0; round < 3; ++round) world.run_jobs();
  const OrderView after = world.view(order);
  ASSERT_EQ(after.refunds.size(), 1U);
  EXPECT_EQ(after.refunds[0].state, payment::RefundState::settled);
  EXPECT_EQ(after.refunds[0].amount, world.money(499));
  EXPECT_EQ(after.order.state, OrderState::fulfilled);
  EXPECT_TRUE(after.refund_due.is_zero());
  EXPECT_EQ(must(follow_payments(world.shop->room, world.shop->providers, world.shop->confirm)), 0);
  world.expect_sound_ledger();
}

TEST_F(Sweep, ASecondPaymentOnItsWayBesideAPaidOrderIsToldOfAfterAMonth) {
  order = world.place({world.add_book("Walden", world.money(499))});
  const payment::PaymentIntent slow = world.attempt(order);
  world.clock.advance(Duration::seconds(1));
  must(world.shop->begin.retry(order.token, "card", world.key()));
  world.confirm(world.happens(world.card, slow, PaymentEventKind::seen, "debit", 499));
  world.pay(order);
  ASSERT_EQ(world.state(order), OrderState::fulfilled);
  const auto told = [&] { return standing(attention::Kind::payment_unusable); };
  EXPECT_EQ(told(), "");
  world.clock.advance(kPaymentThroughWithin + Duration::seconds(1));
  EXPECT_TRUE(told().starts_with(slow.provider_ref));
  world.clock.advance(kPaymentFollowedFor);
  EXPECT_TRUE(told().starts_with(slow.provider_ref)) << "nobody asks about it any more";
  world.confirm(world.happens(world.card, slow, PaymentEventKind::lost, "debit", 499));
  world.confirm(world.happens(world.card, slow, PaymentEventKind::failed, "", 0));
  EXPECT_EQ(told(), "");
}

TEST_F(Sweep, OfManyPaymentsOnTheirWayEachIsAskedAbout) {
  constexpr std::int64_t kMany = 450;
  const auto walden = world.add_book("Walden", world.money(499));
  for (std::int64_t i = 0; i < kMany; ++i) {
    if (i % 30 == 0) world.clock.advance(Duration::seconds(1));
    order = world.place({walden});
    world.confirm(world.happens(world.card, world.attempt(order), PaymentEventKind::seen,
                                "debit" + std::to_string(i), 499));
  }
  const payment::PaymentIntent last = world.attempt(order);
  world.clock.advance(Duration::days(9));
  for (int round = 0; round < 3; ++round) world.run_jobs();
  world.happens(world.card, last, PaymentEventKind::settled, "debit" + std::to_string(kMany - 1),
                499);
  EXPECT_EQ(must(follow_payments(world.shop->room, world.shop->providers, world.shop->confirm)),
            kMany);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
}

TEST_F(Sweep, APaymentThatNeverComesIsNotAskedAboutForEver) {
  order = world.place({world.add_book("Walden", world.money(499))});
  intent = world.attempt(order);
  world.confirm(world.happens(world.card, intent, PaymentEventKind::seen, "debit", 499));
  world.clock.advance(kPaymentFollowedFor);
  EXPECT_EQ(must(follow_payments(world.shop->room, world.shop->providers, world.shop->confirm)), 1);
  world.clock.advance(Duration::days(1));
  EXPECT_EQ(must(follow_payments(world.shop->room, world.shop->providers, world.shop->confirm)), 0);
}

TEST_F(Sweep, ARefundUnderWayIsAskedAboutUntilItIsThroughHoweverOldItsAttemptIs) {
  buy();
  world.clock.advance(Duration::seconds(1));
  world.confirm(world.happens(world.card, intent, PaymentEventKind::settled, "second", 499));
  must(world.shop->jobs.run_outbox());
  ASSERT_EQ(world.view(order).refunds.at(0).state, payment::RefundState::processing);
  world.clock.advance(payment::kIntentMonitoredFor + Duration::days(3));
  for (int round = 0; round < 3; ++round) world.run_jobs();
  first = "second";  // the newest payment goes back
  about(PaymentEventKind::refund_settled, world.view(order).refunds.at(0).network_ref);
  world.run_jobs();
  EXPECT_EQ(world.view(order).refunds.at(0).state, payment::RefundState::processing);
  EXPECT_EQ(must(follow_refunds(world.shop->room, world.shop->providers, world.shop->confirm)), 1);
  EXPECT_EQ(world.view(order).refunds.at(0).state, payment::RefundState::settled);
  EXPECT_EQ(must(follow_refunds(world.shop->room, world.shop->providers, world.shop->confirm)), 0);
}

}  // namespace
}  // namespace aan::service
