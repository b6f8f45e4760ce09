#include "service/books/manage_catalog.hpp"
#include "service/payment/pay_stop.hpp"
#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

class Attempts : public ::testing::Test {
 protected:
  PlacedOrder order() { return world.place({world.add_book("Walden", world.money(499))}); }
  Result<std::string> retry(const PlacedOrder& order, const std::string& method) {
    world.clock.advance(Duration::seconds(1));  // so that the newest attempt is known by its time
    return world.shop->begin.retry(order.token, method, world.key());
  }
  ShopWorld world;
};

TEST_F(Attempts, AnotherWayToPayKeepsTheOrderAndStopsTheFirstAttempt) {
  const PlacedOrder order = this->order();
  const payment::PaymentIntent first = world.attempt(order);
  const std::string prompt = must(retry(order, "coin"));
  const payment::PaymentIntent second = world.attempt(order);
  EXPECT_EQ(prompt, second.prompt_url);
  EXPECT_EQ(second.provider, "coin");
  EXPECT_EQ(second.due, first.due);
  world.run_jobs();
  EXPECT_TRUE(world.card.is_cancelled(first.provider_ref));
  const OrderView view = world.view(order);
  ASSERT_EQ(view.attempts.size(), 2U);
  EXPECT_EQ(view.attempts[0].intent.status, payment::PaymentStatus::cancelled);
  world.confirm(world.happens(world.coin, second, PaymentEventKind::settled, "coins", 499));
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(world.balance("main:clearing/coin"), 499);
  world.expect_sound_ledger();
}

TEST_F(Attempts, TheSameKeyMakesOneAttemptAndForAnotherMethodIsAConflict) {
  const PlacedOrder order = this->order();
  world.clock.advance(Duration::seconds(1));
  const std::string key = world.key();
  const std::string prompt = must(world.shop->begin.retry(order.token, "coin", key));
  EXPECT_EQ(must(world.shop->begin.retry(order.token, "coin", key)), prompt);
  EXPECT_EQ(world.view(order).attempts.size(), 2U);
  EXPECT_EQ(refusal(world.shop->begin.retry(order.token, "card", key)).reason,
            "idempotency_key_reused");
  world.coin.set_resting(true);
  EXPECT_EQ(must(world.shop->begin.retry(order.token, "coin", key)), prompt)
      << "what was answered stays answered, though nothing new is begun";
  EXPECT_EQ(refusal(retry(order, "coin")).reason, "method_rests");
}

TEST_F(Attempts, MoneyThatReachesAnAttemptGivenUpPaysTheOrderAllTheSame) {
  const PlacedOrder order = this->order();
  const payment::PaymentIntent first = world.attempt(order);
  must(retry(order, "coin"));
  world.confirm(world.happens(world.card, first, PaymentEventKind::settled, "card", 499));
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(world.view(order).refund_due, world.money(0));
  world.expect_sound_ledger();
}

// Threat: double charge. The page of the other attempt stays open in some tab.
TEST_F(Attempts, APaidOrderEndsTheAttemptThatNobodyPaidBy) {
  const PlacedOrder order = this->order();
  const payment::PaymentIntent first = world.attempt(order);
  must(retry(order, "coin"));
  const payment::PaymentIntent second = world.attempt(order);
  world.confirm(world.happens(world.card, first, PaymentEventKind::settled, "card", 499));
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  const OrderView view = world.view(order);
  ASSERT_EQ(view.attempts.size(), 2U);
  EXPECT_EQ(view.attempts[1].intent.status, payment::PaymentStatus::cancelled);
  world.run_jobs();
  EXPECT_TRUE(world.coin.is_cancelled(second.provider_ref)) << "its processor was told";
  world.expect_sound_ledger();
}

TEST_F(Attempts, TheSecondOfTwoPaymentsIsOwedBackAndDeliversNothingMore) {
  const PlacedOrder order = this->order();
  const payment::PaymentIntent first = world.attempt(order);
  must(retry(order, "coin"));
  const payment::PaymentIntent second = world.attempt(order);
  world.confirm(world.happens(world.coin, second, PaymentEventKind::settled, "coins", 499));
  const auto granted = world.entitlements(order);
  world.confirm(world.happens(world.card, first, PaymentEventKind::settled, "card", 499));
  const OrderView view = world.view(order);
  EXPECT_EQ(view.order.state, OrderState::fulfilled);
  EXPECT_EQ(view.captured, world.money(998));
  EXPECT_EQ(view.refund_due, world.money(499));
  EXPECT_EQ(world.balance("main:refund_due"), -499);
  EXPECT_EQ(world.balance("main:sales"), -499);
  ASSERT_EQ(world.entitlements(order).size(), 1U);
  EXPECT_EQ(world.entitlements(order)[0].id, granted.at(0).id);
  world.expect_sound_ledger();
}

TEST_F(Attempts, APaidOrderTakesNoMoreAttempts) {
  const PlacedOrder order = world.buy({world.add_book("Emma", world.money(299))});
  EXPECT_EQ(refusal(retry(order, "coin")).reason, "already_paid");
  EXPECT_EQ(world.view(order).attempts.size(), 1U);
}

TEST_F(Attempts, ACancelledOrderMayBePaidAnotherWay) {
  const PlacedOrder order = this->order();
  must(world.shop->confirm.cancel(order.token, world.key()));
  EXPECT_EQ(world.state(order), OrderState::cancelled);
  must(retry(order, "coin"));
  const payment::PaymentIntent second = world.attempt(order);
  EXPECT_EQ(second.status, payment::PaymentStatus::new_) << "it was not given up";
  must(retry(order, "card"));
  EXPECT_EQ(world.view(order).attempts.at(1).intent.status, payment::PaymentStatus::cancelled);
  world.confirm(world.happens(world.coin, second, PaymentEventKind::settled, "coins", 499));
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  world.expect_sound_ledger();
}

TEST_F(Attempts, WhatTheShopHasGivenUpTakesNoNewAttempt) {
  const PlacedOrder order = this->order();
  EXPECT_TRUE(world.view(order).may_attempt);
  must(world.shop->confirm.cancel(order.id, sales::GivenUpBy::shop));
  EXPECT_FALSE(world.view(order).may_attempt);
  EXPECT_EQ(refusal(retry(order, "coin")).reason, "given_up_by_shop");
}

TEST_F(Attempts, GivingAnOrderUpReachesTheProcessorAlsoWhenItIsDownAtFirst) {
  const PlacedOrder order = this->order();
  const payment::PaymentIntent first = world.attempt(order);
  world.card.set_down(true);
  must(world.shop->confirm.cancel(order.token, world.key()));
  world.run_jobs();
  EXPECT_FALSE(world.card.is_cancelled(first.provider_ref));
  world.card.set_down(false);
  world.clock.advance(Duration::minutes(1));
  world.run_jobs();
  EXPECT_TRUE(world.card.is_cancelled(first.provider_ref));
}

TEST_F(Attempts, AnOrderThatExpiredIsGivenUpAtTheProcessorToo) {
  const PlacedOrder order = this->order();
  const payment::PaymentIntent first = world.attempt(order);
  world.clock.advance(sales::kOrderOpenFor);
  world.run_jobs();
  world.run_jobs();
  EXPECT_EQ(world.state(order), OrderState::cancelled);
  EXPECT_TRUE(world.card.is_cancelled(first.provider_ref));
}

TEST_F(Attempts, WhatWasGivenUpBeforeItWasBegunIsNeverBegun) {
  world.card.set_down(true);
  const PlacedOrder order = this->order();
  must(world.shop->confirm.cancel(order.token, world.key()));
  world.card.set_down(false);
  const int asked = world.card.begin_count();
  world.clock.advance(Duration::minutes(1));
  world.run_jobs();
  EXPECT_EQ(world.card.begin_count(), asked);
  EXPECT_EQ(world.attempt(order).prompt_url, "");
}

TEST_F(Attempts, WhatWasNotOpenedWhenItsWayToPayIsSwitchedOffEndsAndLeavesTheOthers) {
  world.card.set_down(true);
  const PlacedOrder order = this->order();
  world.card.set_down(false);
  world.card.set_switched_off(true);
  const int asked = world.card.begin_count();
  world.clock.advance(Duration::minutes(1));
  world.run_jobs();
  EXPECT_EQ(world.card.begin_count(), asked) << "nothing new is begun by it";
  EXPECT_EQ(world.attempt(order).status, payment::PaymentStatus::cancelled);
  EXPECT_EQ(world.state(order), OrderState::open);
  EXPECT_EQ(refusal(retry(order, "card")).reason, "method");
  must(retry(order, "coin"));
  world.confirm(
      world.happens(world.coin, world.attempt(order), PaymentEventKind::settled, "coins", 499));
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
}

TEST_F(Attempts, WhatWasOpenedBeforeItsWayToPayWasSwitchedOffGoesOn) {
  const PlacedOrder order = this->order();
  world.card.set_switched_off(true);
  world.clock.advance(Duration::minutes(1));
  world.run_jobs();
  EXPECT_TRUE(world.view(order).attempts.at(0).can_be_paid);
  world.pay(order);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
}

class Vouchers : public Attempts {
 protected:
  /// An order whose buyer had a voucher made out, to be paid by that moment.
  PlacedOrder with_voucher(std::optional<Timestamp> day) { return with_voucher(order(), day); }
  PlacedOrder with_voucher(const PlacedOrder& order, std::optional<Timestamp> day) {
    ports::PaymentEvent event;
    event.provider_ref = world.attempt(order).provider_ref;
    event.kind = PaymentEventKind::voucher;
    event.at = world.clock.wall();
    event.due_at = day;
    world.confirm(world.card.tells(event));
    return order;
  }
  Timestamp in_days(int days) { return world.clock.wall() + Duration::days(days); }
  void let_pass(Duration time) {
    world.clock.advance(time);
    for (int round = 0; round < 3; ++round) world.run_jobs();
  }
  void settles(const PlacedOrder& order, const payment::PaymentIntent& attempt) {
    world.confirm(
        world.happens(world.card, attempt, PaymentEventKind::settled, "paid " + order.token, 499));
  }
  payment::PaymentIntent first(const PlacedOrder& order) {
    return world.view(order).attempts.at(0).intent;
  }
};

TEST_F(Vouchers, ItsOrderWaitsAndIsNotGivenUpWhileItMayBePaid) {
  const Timestamp day = in_days(3);
  const PlacedOrder order = with_voucher(day);
  let_pass(Duration::days(2));
  OrderView view = world.view(order);
  EXPECT_EQ(view.order.state, OrderState::open);
  ASSERT_NE(voucher_of(view), nullptr);
  EXPECT_EQ(voucher_of(view)->voucher_until, day);
  EXPECT_FALSE(view.attempts.at(0).can_be_paid) << "its page is over";
  EXPECT_TRUE(view.may_attempt);
  EXPECT_EQ(pay_stop_of(view, world.shop->providers), std::nullopt);
  world.clock.advance(Duration::days(1));
  settles(order, first(order));
  view = world.view(order);
  EXPECT_EQ(view.order.state, OrderState::fulfilled);
  EXPECT_EQ(view.attempts.at(0).intent.exception, payment::PaymentException::none)
      << "within its time it is not late";
  world.expect_sound_ledger();
}

TEST_F(Vouchers, ItsOrderIsGivenUpWhenNobodyHasPaidItAndABankWouldHaveTold) {
  const PlacedOrder order = with_voucher(in_days(3));
  let_pass(Duration::days(3) + payment::kVoucherToldWithin - Duration::minutes(1));
  EXPECT_EQ(world.state(order), OrderState::open);
  let_pass(Duration::minutes(2));
  EXPECT_EQ(world.state(order), OrderState::cancelled);
  EXPECT_EQ(voucher_of(world.view(order)), nullptr);
  settles(order, first(order));
  EXPECT_EQ(world.state(order), OrderState::fulfilled) << "money revives it, whenever it comes";
}

TEST_F(Vouchers, WithoutADayItIsWaitedForAsLongAsItsAttemptIsLookedAfter) {
  const PlacedOrder order = with_voucher(std::nullopt);
  let_pass(payment::kIntentMonitoredFor - Duration::minutes(1));
  EXPECT_EQ(world.state(order), OrderState::open);
  EXPECT_FALSE(voucher_of(world.view(order))->voucher_until);
  let_pass(Duration::minutes(2));
  EXPECT_EQ(world.state(order), OrderState::cancelled);
}

TEST_F(Vouchers, ADayBeyondAllReasonIsNotWaitedFor) {
  const PlacedOrder order = with_voucher(in_days(4000));
  let_pass(payment::kVoucherMax + Duration::minutes(1));
  EXPECT_EQ(world.state(order), OrderState::cancelled);
}

TEST_F(Vouchers, AnotherWayToPayLeavesItWaitingAndWhatComesTwiceIsOwedBack) {
  const PlacedOrder order = with_voucher(in_days(3));
  must(retry(order, "coin"));
  EXPECT_NE(voucher_of(world.view(order)), nullptr) << "it may be paid all the same";
  world.confirm(
      world.happens(world.coin, world.attempt(order), PaymentEventKind::settled, "coins", 499));
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(first(order).status, payment::PaymentStatus::cancelled);
  settles(order, first(order));
  EXPECT_EQ(world.view(order).refund_due, world.money(499));
  world.expect_sound_ledger();
}

TEST_F(Vouchers, OfAnOrderThatKeepsNoCopyAnyMoreIsStillToldOfAndItsMoneyGoesBackIfNoneIsLeft) {
  const catalog::OfferId few = world.add_book("Emma", world.money(499));
  must(set_copies(world.shop->room, "emma", 1));
  const PlacedOrder order = with_voucher(world.place({few}), in_days(3));
  let_pass(sales::kHoldFor + Duration::minutes(1));
  EXPECT_NE(voucher_of(world.view(order)), nullptr) << "it may be paid all the same";
  world.pay(world.place({few}));
  EXPECT_NE(voucher_of(world.view(order)), nullptr);
  EXPECT_EQ(world.view(order).hold_given_back.state, GivenBack::gone);
  settles(order, first(order));
  EXPECT_EQ(world.view(order).refund_due, world.money(499));
  world.expect_sound_ledger();
}

TEST_F(Vouchers, ThatFailedLeavesTheOrderToBePaidAnotherWay) {
  const PlacedOrder order = with_voucher(in_days(3));
  world.clock.advance(Duration::days(2));
  world.confirm(world.happens(world.card, first(order), PaymentEventKind::failed, "", 0));
  EXPECT_EQ(world.state(order), OrderState::open);
  EXPECT_EQ(voucher_of(world.view(order)), nullptr);
  EXPECT_EQ(first(order).status, payment::PaymentStatus::invalid);
  must(retry(order, "coin"));
}

TEST_F(Attempts, PlayMoneyAndRealMoneyNeverMeetInOneOrder) {
  const PlacedOrder real = this->order();
  EXPECT_EQ(refusal(retry(real, "sandbox")).reason, "other_money");
  const PlacedOrder play = world.place({world.add_book("Emma", world.money(299))}, "sandbox");
  EXPECT_EQ(refusal(retry(play, "card")).reason, "other_money");
  EXPECT_EQ(world.view(play).attempts.size(), 1U);
}

TEST_F(Attempts, APriceIsHeldForADayAndNoNewAttemptIsMadeAfterIt) {
  // original 6.1.22: a quote of fifteen minutes that only a form enforced
  const PlacedOrder order = this->order();
  const payment::PaymentIntent first = world.attempt(order);
  world.clock.advance(sales::kOrderOpenFor);
  EXPECT_EQ(refusal(retry(order, "card")).reason, "order_expired");
  world.run_jobs();
  EXPECT_EQ(refusal(retry(order, "card")).reason, "order_expired");
  world.confirm(world.happens(world.card, first, PaymentEventKind::settled, "late", 499));
  EXPECT_EQ(world.state(order), OrderState::fulfilled) << "late money is still kept and used";
}

// Whether the order was given up in between or not: what came in part counts, and only the rest is
// asked for.
TEST_F(Attempts, ANewAttemptAsksForWhatIsMissing) {
  for (const bool is_given_up : {false, true}) {
    const PlacedOrder order = this->order();
    world.confirm(world.happens(world.card, world.attempt(order), PaymentEventKind::settled,
                                "half" + std::to_string(is_given_up), 200));
    if (is_given_up) must(world.shop->confirm.cancel(order.token, world.key()));
    EXPECT_EQ(world.view(order).missing, world.money(299));
    EXPECT_EQ(world.view(order).refund_due, world.money(is_given_up ? 200 : 0));
    must(retry(order, "coin"));
    const payment::PaymentIntent second = world.attempt(order);
    EXPECT_EQ(second.due, world.money(299));
    EXPECT_EQ(second.status, payment::PaymentStatus::new_);
    world.confirm(world.happens(world.coin, second, PaymentEventKind::settled,
                                "rest" + std::to_string(is_given_up), 299));
    const OrderView view = world.view(order);
    EXPECT_EQ(view.order.state, OrderState::fulfilled);
    EXPECT_EQ(view.missing, world.money(0));
    EXPECT_EQ(view.refund_due, world.money(0));
    world.expect_sound_ledger();
  }
}

TEST_F(Attempts, AProcessorThatIsDownCostsNothingButTheAttempt) {
  const PlacedOrder order = this->order();
  world.coin.set_down(true);
  EXPECT_EQ(refusal(retry(order, "coin")).code, Errc::unavailable);
  world.coin.set_down(false);
  must(retry(order, "card"));
  world.pay(order);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(refusal(retry(order, "barter")).reason, "method");
}

TEST_F(Attempts, PlayMoneyIsPostedToItsOwnBook) {
  const PlacedOrder order = world.place({world.add_book("Emma", world.money(299))}, "sandbox");
  const std::string ref = world.attempt(order).provider_ref;
  for (const std::string& message : must(world.shop->sandbox.act(ref, ports::SandboxAct::pay_twice,
                                                                 world.key(), world.clock.wall())))
    must(world.shop->jobs.take_in("sandbox", message));
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(world.balance("sandbox:sales"), -299);
  EXPECT_EQ(world.balance("sandbox:refund_due"), -299);
  must(world.shop->jobs.run_outbox());
  EXPECT_EQ(world.balance("sandbox:refund_due"), 0) << "given back";
  EXPECT_EQ(world.balance("sandbox:clearing/sandbox"), 299);
  EXPECT_EQ(world.balance("main:sales"), 0);
  world.expect_sound_ledger();
}

}  // namespace
}  // namespace aan::service
