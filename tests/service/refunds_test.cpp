#include <gmock/gmock.h>

#include <algorithm>
#include <thread>

#include "service/desk/find_order.hpp"
#include "service/desk/search_orders.hpp"
#include "service/payment/refundable.hpp"
#include "tests/service/shop_world.hpp"

namespace aan::service {
namespace {

using payment::RefundReason;
using payment::RefundState;
using testing::ScriptedProvider;

class Refunds : public ::testing::Test {
 protected:
  Refunds() { world.card.set_refunds(ScriptedProvider::Refunds::settled); }
  /// An order that was paid once and delivered.
  void buy() {
    order = world.buy({world.add_book("Walden", world.money(499))});
    intent = world.attempt(order);
    first = "card money " + intent.id.value;
  }
  void pay_again(std::int64_t amount = 499) {
    world.clock.advance(Duration::seconds(1));
    world.confirm(world.happens(world.card, intent, PaymentEventKind::settled, "second", amount));
  }
  Result<std::vector<payment::Refund>> ask(std::optional<std::int64_t> amount,
                                           const std::string& key = {}) {
    RefundRequest request{.order_id = order.id, .requested_by = "operator"};
    if (amount) request.amount = world.money(*amount);
    request.idempotency_key = key.empty() ? world.key() : key;
    return world.shop->refund.request(request);
  }
  ports::PaymentEvent about(PaymentEventKind kind, const std::string& payment,
                            const std::string& ref, std::int64_t amount) {
    ports::PaymentEvent event;
    event.provider_ref = intent.provider_ref;
    event.kind = kind;
    event.network_ref = ref;
    event.about_ref = payment;
    event.amount = world.money(amount);
    event.at = world.clock.wall();
    return event;
  }
  void say(PaymentEventKind kind, const std::string& payment, const std::string& ref,
           std::int64_t amount) {
    world.clock.advance(Duration::seconds(1));
    world.confirm(world.card.tells(about(kind, payment, ref, amount)));
  }
  std::vector<std::string> events() {
    std::vector<std::string> texts;
    for (const sales::OrderEvent& event : world.view(order).events)
      if (event.kind != "payment") texts.push_back(event.kind + " " + event.detail);
    return texts;
  }
  OrderView view() { return world.view(order); }
  ~Refunds() override { world.expect_sound_ledger(); }

  ShopWorld world;
  PlacedOrder order;
  payment::PaymentIntent intent;
  std::string first;
};

TEST_F(Refunds, ASecondPaymentGoesBackByItselfOnceAndTheSaleStays) {
  buy();
  pay_again();
  EXPECT_EQ(view().refund_due, world.money(499));
  ASSERT_EQ(view().refunds.size(), 1U) << "reserved in the same unit of work";
  EXPECT_EQ(view().refunds[0].state, RefundState::requested);
  EXPECT_EQ(view().refunds[0].requested_by, "shop");
  EXPECT_EQ(world.card.refund_count(), 0) << "nobody is asked inside a unit of work";
  must(world.shop->jobs.run_outbox());
  EXPECT_EQ(view().refund_due, world.money(0));
  EXPECT_EQ(view().given_back, world.money(499));
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(world.balance("main:clearing/card"), 499);
  EXPECT_EQ(world.balance("main:sales"), -499);
  for (int round = 0; round < 3; ++round) world.run_jobs();
  must(world.shop->confirm.recompute(order.id));
  EXPECT_EQ(world.card.given_back(), 499);
  EXPECT_EQ(world.card.refund_count(), 1);
  EXPECT_THAT(events(), ::testing::IsSupersetOf({"refund requested 4.99", "refund settled 4.99"}));
}

TEST_F(Refunds, WhatTheProcessorRefusesStaysOwedAndIsNotTriedAgain) {
  world.card.set_refunds(ScriptedProvider::Refunds::refused);
  buy();
  pay_again();
  must(world.shop->jobs.run_outbox());
  EXPECT_EQ(view().refunds.at(0).state, RefundState::failed);
  EXPECT_EQ(view().refund_due, world.money(499));
  for (int round = 0; round < 3; ++round) world.run_jobs();
  must(world.shop->confirm.recompute(order.id));
  EXPECT_EQ(world.card.refund_count(), 1);
  // Neither is it when other money comes that is owed, and fails as well.
  world.clock.advance(Duration::seconds(1));
  world.confirm(world.happens(world.card, intent, PaymentEventKind::settled, "third", 100));
  for (int round = 0; round < 3; ++round) world.run_jobs();
  EXPECT_EQ(world.card.refund_count(), 2);
  EXPECT_EQ(view().refunds.back().amount, world.money(100));
  // A person looks, mends it, and asks again.
  world.card.set_refunds(ScriptedProvider::Refunds::settled);
  EXPECT_EQ(must(ask({599})).at(0).reason, RefundReason::owed);
  EXPECT_EQ(view().refund_due, world.money(0));
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
}

TEST_F(Refunds, WhereTheWayItWasPaidTakesNothingBackTheBuyerHasAClaimThatTheDeskFinds) {
  order = world.place({world.add_book("Walden", world.money(499))}, "coin");
  intent = world.attempt(order);
  world.confirm(world.happens(world.coin, intent, PaymentEventKind::settled, "tx_1", 499));
  EXPECT_EQ(claim_of(view(), world.shop->providers), "");
  world.clock.advance(Duration::seconds(1));
  world.confirm(world.happens(world.coin, intent, PaymentEventKind::settled, "tx_2", 200));
  for (int round = 0; round < 3; ++round) world.run_jobs();
  EXPECT_EQ(view().refund_due, world.money(200));
  EXPECT_TRUE(view().refunds.empty());
  const std::string claim = claim_of(view(), world.shop->providers);
  EXPECT_EQ(claim, "R-" + view().order.reference);
  EXPECT_EQ(must(find_order(world.shop->room, claim)).id, order.id);
  for (const std::string& typed : {claim, "r" + claim.substr(1), " " + claim + " "}) {
    const DeskOrders found = must(
        search_orders(world.shop->room, world.shop->providers, {}, typed, SearchForPeople::no));
    ASSERT_EQ(found.total, 1) << typed;
    EXPECT_EQ(found.orders.at(0).order.id, order.id);
  }
}

TEST_F(Refunds, WhatGoesBackByItselfNeedsNoClaim) {
  buy();
  pay_again();
  EXPECT_EQ(claim_of(view(), world.shop->providers), "") << "reserved, and on its way";
  must(world.shop->jobs.run_outbox());
  EXPECT_EQ(claim_of(view(), world.shop->providers), "");
}

TEST_F(Refunds, AProcessorThatIsDownIsAskedUntilItAnswers) {
  buy();
  world.card.set_down(true);
  pay_again();
  for (int hour = 0; hour < 48; ++hour) {
    world.clock.advance(Duration::hours(1));
    must(world.shop->jobs.run_outbox());
  }
  EXPECT_EQ(view().refunds.at(0).state, RefundState::requested);
  world.card.set_down(false);
  world.clock.advance(Duration::hours(1));
  must(world.shop->jobs.run_outbox());
  EXPECT_EQ(view().refunds.at(0).state, RefundState::settled);
}

TEST(RefundsWithoutAProcessorForThem, LeaveItOwed) {
  ShopWorld plain;
  const PlacedOrder twice = plain.buy({plain.add_book("Walden", plain.money(499))});
  plain.confirm(
      plain.happens(plain.card, plain.attempt(twice), PaymentEventKind::settled, "second", 499));
  EXPECT_TRUE(plain.view(twice).refunds.empty());
  EXPECT_EQ(plain.view(twice).refund_due, plain.money(499));
  RefundRequest request{.order_id = twice.id, .requested_by = "operator"};
  request.idempotency_key = plain.key();
  EXPECT_EQ(refusal(plain.shop->refund.request(request)).reason, "method_cannot_refund");
  plain.expect_sound_ledger();
}

TEST_F(Refunds, AnAnswerThatGotLostIsAskedForAgainAndNothingGoesBackTwice) {
  buy();
  pay_again();
  const payment::RefundId id = view().refunds.at(0).id;
  must(world.shop->refund.carry_out(id));
  must(world.shop->refund.carry_out(id));
  EXPECT_EQ(world.card.refund_count(), 1) << "what was taken is not asked for again";
  // The shop died between the processor's answer and its own commit.
  ports::PaymentEvent said = about(PaymentEventKind::refund_settled, "second", "ours", 499);
  said.refund_id = id.value;
  said.network_ref = view().refunds.at(0).network_ref;
  world.confirm(world.card.tells(said));
  ASSERT_EQ(view().refunds.size(), 1U);
  EXPECT_EQ(world.card.given_back(), 499);
}

TEST_F(Refunds, APartAndThenTheRestEndsTheSaleAndWithdrawsTheDownloads) {
  buy();
  const auto grant = view().lines.at(0).files.at(0).grant.id;
  EXPECT_EQ(must(ask({200})).at(0).state, RefundState::settled);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  must(world.shop->deliver.start(order.token, grant, world.key()));
  EXPECT_EQ(world.balance("main:returns"), 200);
  EXPECT_EQ(refusal(ask({300})).reason, "refund_too_much");
  EXPECT_EQ(must(ask({})).at(0).amount, world.money(299));
  EXPECT_EQ(world.state(order), OrderState::refunded);
  EXPECT_EQ(refusal(world.shop->deliver.start(order.token, grant, world.key())).reason,
            "withdrawn");
  EXPECT_EQ(refusal(ask({})).reason, "nothing_to_refund");
  EXPECT_EQ(view().refund_due, world.money(0));
  // Weeks later the bank sends the last part back.
  world.clock.advance(Duration::days(20));
  const auto refunds = view().refunds;  // of one moment, in no order
  const auto last = std::ranges::find(refunds, world.money(299), &payment::Refund::amount);
  say(PaymentEventKind::refund_failed, first, last->network_ref, 299);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(view().refund_due, world.money(0));
  EXPECT_EQ(world.balance("main:returns"), 200);
  EXPECT_THAT(events(), ::testing::Contains("refund failed 2.99"));
}

TEST_F(Refunds, WhatIsOwedGoesBackFirstAndTheNewestPaymentFirst) {
  world.card.set_refunds(ScriptedProvider::Refunds::refused);
  buy();
  pay_again();
  must(world.shop->jobs.run_outbox());
  world.card.set_refunds(ScriptedProvider::Refunds::settled);
  const auto made = must(ask({600}));
  ASSERT_EQ(made.size(), 2U);
  EXPECT_EQ(made[0].amount, world.money(499));
  EXPECT_EQ(made[0].reason, RefundReason::owed);
  EXPECT_EQ(made[1].amount, world.money(101));
  EXPECT_EQ(made[1].reason, RefundReason::requested);
  EXPECT_NE(made[0].payment_id, made[1].payment_id);
  EXPECT_EQ(world.balance("main:returns"), 101);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
}

TEST_F(Refunds, OneKeyGivesBackOnce) {
  buy();
  const std::string key = world.key();
  const auto made = must(ask({200}, key));
  const auto again = must(ask({200}, key));
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(again[0].id, made[0].id);
  EXPECT_EQ(world.card.given_back(), 200);
  EXPECT_EQ(refusal(ask({201}, key)).reason, "idempotency_key_reused");
  EXPECT_EQ(refusal(ask({200}, "short")).reason, "idempotency_key");
}

TEST_F(Refunds, TwoRequestsAtOnceForTheSameMoneyAreOne) {
  buy();
  std::atomic<int> made = 0;
  std::vector<std::thread> desks;
  for (int i = 0; i < 4; ++i)
    desks.emplace_back([&, key = world.key()] { made += ask({}, key).has_value() ? 1 : 0; });
  for (std::thread& desk : desks) desk.join();
  EXPECT_EQ(made, 1);
  EXPECT_EQ(world.card.given_back(), 499);
  EXPECT_EQ(world.state(order), OrderState::refunded);
}

TEST_F(Refunds, NonsenseIsRefused) {
  buy();
  EXPECT_EQ(refusal(ask({0})).reason, "refund_amount");
  EXPECT_EQ(refusal(ask({-1})).reason, "refund_amount");
  RefundRequest other{.order_id = order.id, .amount = Money{100, *find_asset("EUR")}};
  other.idempotency_key = world.key();
  EXPECT_EQ(refusal(world.shop->refund.request(other)).reason, "refund_amount");
  other.order_id = {"test_nothing"};
  EXPECT_EQ(refusal(world.shop->refund.request(other)).reason, "no_such_order");
  EXPECT_EQ(world.card.refund_count(), 0);
}

TEST_F(Refunds, APartOfAnOrderThatIsGivenUpGoesBackAndPaysNothingAnyMore) {
  order = world.place({world.add_book("Walden", world.money(499))});
  intent = world.attempt(order);
  world.confirm(world.happens(world.card, intent, PaymentEventKind::settled, "part", 200));
  EXPECT_TRUE(view().refunds.empty()) << "the rest may come";
  must(world.shop->confirm.cancel(order.token, world.key()));
  must(world.shop->jobs.run_outbox());
  EXPECT_EQ(view().refunds.at(0).state, RefundState::settled);
  EXPECT_EQ(view().missing, world.money(499));
  EXPECT_EQ(world.state(order), OrderState::cancelled);
  world.confirm(world.happens(world.card, intent, PaymentEventKind::settled, "rest", 299));
  must(world.shop->jobs.run_outbox());
  EXPECT_EQ(world.state(order), OrderState::cancelled);
  EXPECT_EQ(view().given_back, world.money(499));
}

TEST_F(Refunds, OneMadeAtTheProcessorIsAFactLikeAnyOther) {
  buy();
  say(PaymentEventKind::refund_processing, first, "re_hand", 499);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  say(PaymentEventKind::refund_settled, first, "re_hand", 499);
  EXPECT_EQ(world.state(order), OrderState::refunded);
  EXPECT_EQ(view().refunds.at(0).reason, RefundReason::elsewhere);
  EXPECT_EQ(view().refunds.at(0).requested_by, "provider");
}

TEST_F(Refunds, AWordThatMayBeAboutOurOwnWaitsForOurAnswer) {
  buy();
  world.card.set_down(true);
  pay_again();
  const payment::Refund ours = view().refunds.at(0);
  ports::PaymentEvent nameless = world.card.tells(
      about(PaymentEventKind::refund_settled, "second", "card-refund-" + ours.id.value, 499));
  EXPECT_EQ(refusal(world.shop->confirm.confirm(nameless)).code, Errc::not_found);
  world.card.set_down(false);
  must(world.shop->refund.carry_out(ours.id));
  world.confirm(nameless);
  EXPECT_EQ(view().refunds.size(), 1U);
}

TEST_F(Refunds, WordsOfAnUnknownPaymentOrTooManyRefundsAreTriedAgain) {
  buy();
  EXPECT_EQ(refusal(world.shop->confirm.confirm(world.card.tells(
                        about(PaymentEventKind::refund_settled, "unknown", "re_1", 1))))
                .code,
            Errc::not_found);
  say(PaymentEventKind::refund_settled, first, "re_1", 499);
  const ports::PaymentEvent second =
      world.card.tells(about(PaymentEventKind::refund_settled, first, "re_2", 499));
  EXPECT_EQ(refusal(world.shop->confirm.confirm(second)).code, Errc::conflict);
  say(PaymentEventKind::refund_failed, first, "re_1", 499);
  world.confirm(second);
  EXPECT_EQ(view().given_back, world.money(499));
  EXPECT_EQ(world.state(order), OrderState::refunded);
}

TEST_F(Refunds, WordsThatCannotBeAreKeptAsEvidence) {
  buy();
  const auto kept = [&] {
    return std::ranges::count(view().events, "payment_unusable", &sales::OrderEvent::kind);
  };
  const auto unusable = [&](ports::PaymentEvent event) {
    const auto before = kept();
    world.confirm(world.card.tells(std::move(event)));
    return kept() == before + 1;
  };
  using enum PaymentEventKind;
  EXPECT_TRUE(unusable(about(refund_settled, first, "re", 500))) << "more than was paid";
  EXPECT_TRUE(unusable(about(refund_settled, first, "re", 0)));
  EXPECT_TRUE(unusable(about(refund_settled, first, "", 1)));
  EXPECT_TRUE(unusable(about(refund_settled, first, std::string(256, 'x'), 1)));
  EXPECT_TRUE(unusable(about(fee, first, "fee", 0)));
  ports::PaymentEvent yen = about(dispute_opened, first, "dp", 400);
  yen.amount.asset = *find_asset("JPY");
  EXPECT_TRUE(unusable(yen));
  say(dispute_opened, first, "dp", 400);
  EXPECT_TRUE(unusable(about(dispute_lost, first, "dp", 399))) << "another amount than it was";
  EXPECT_EQ(world.state(order), OrderState::disputed);
  say(dispute_won, first, "dp", 400);
}

TEST_F(Refunds, AFeeIsKeptOnceAlsoInAnotherCurrency) {
  buy();
  ports::PaymentEvent fee = about(PaymentEventKind::fee, first, "fee_1", 45);
  fee.amount.asset = *find_asset("EUR");
  world.confirm(world.card.tells(fee));
  world.confirm(world.card.tells(fee));
  EXPECT_EQ(view().fees.size(), 1U);
  say(PaymentEventKind::fee, first, "fee_2", 30);
  EXPECT_EQ(world.balance("main:fees/card", *find_asset("EUR")), 45);
  EXPECT_EQ(world.balance("main:fees/card"), 30) << "each in its own currency";
  EXPECT_EQ(view().fees.size(), 2U);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
}

TEST_F(Refunds, ADisputeRestsTheDownloadsAndItsEndDecides) {
  using enum PaymentEventKind;
  buy();
  const auto grant = view().lines.at(0).files.at(0).grant.id;
  const auto why = [&] {
    return refusal(world.shop->deliver.start(order.token, grant, world.key())).reason;
  };
  say(dispute_withdrawn, first, "dp", 499);
  say(dispute_opened, first, "dp", 499);
  EXPECT_EQ(world.state(order), OrderState::disputed);
  EXPECT_EQ(why(), "withdrawn");
  EXPECT_EQ(world.balance("main:disputed"), 499);
  EXPECT_EQ(refusal(ask({})).reason, "nothing_to_refund") << "the bank has it";
  say(dispute_won, first, "dp", 499);
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  say(dispute_reinstated, first, "dp", 499);
  EXPECT_EQ(world.balance("main:disputed"), 0);
  must(world.shop->deliver.start(order.token, grant, world.key()));
  say(dispute_opened, first, "dp2", 499);
  say(dispute_withdrawn, first, "dp2", 499);
  say(dispute_lost, first, "dp2", 499);
  EXPECT_EQ(world.state(order), OrderState::charged_back);
  EXPECT_EQ(world.balance("main:chargebacks"), 499);
  EXPECT_EQ(why(), "withdrawn");
  EXPECT_EQ(view().disputes.size(), 2U);
  EXPECT_THAT(events(), ::testing::IsSupersetOf({"dispute withdrawn 4.99", "dispute won 4.99",
                                                 "dispute reinstated 4.99", "dispute lost 4.99"}));
}

TEST_F(Refunds, TheShopDiesBetweenReservingAndAskingAndGoesOn) {
  buy();
  pay_again();
  world.restart();
  must(world.shop->jobs.run_outbox());
  EXPECT_EQ(view().refunds.at(0).state, RefundState::settled);
  EXPECT_EQ(world.card.given_back(), 499);
}

}  // namespace
}  // namespace aan::service
