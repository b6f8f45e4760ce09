#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "domain/payment/order_sums.hpp"
#include "domain/payment/refund_shares.hpp"
#include "testing/payment_world.hpp"

// Settlement with refunds, fees and disputes; without them: settlement_test.cpp.
namespace aan::payment {
namespace {

using sales::OrderState;
using testing::dollars;
using testing::kNow;
using World = testing::PaymentWorld;
Timestamp after(int seconds) { return kNow + Duration::seconds(seconds); }

// One order of 10.00, paid and delivered.
World sold() {
  World world(1000);
  world.attempt("a");
  world.attempt("b");
  world.fact("a", "p1", 1000, FactState::settled);
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled);
  return world;
}

World paid_twice() {
  World world = sold();
  world.fact("b", "p2", 1000, FactState::settled, after(1));
  EXPECT_EQ(world.step(kNow).to_refund, dollars(1000));
  return world;
}

TEST(Refunds, ASecondPaymentGoesBackAndTheSaleStays) {
  World world = paid_twice();
  world.refund("p2", "r", 1000, RefundState::requested);
  SettlementPlan plan = world.step();
  EXPECT_EQ(plan.refund_due, dollars(1000)) << "asked for, not gone";
  EXPECT_EQ(plan.to_refund, dollars(0)) << "asked for once";
  world.refund("p2", "r", 1000, RefundState::processing, RefundReason::owed, after(2));
  EXPECT_EQ(world.step().refund_due, dollars(0));
  world.refund("p2", "r", 1000, RefundState::settled, RefundReason::owed, after(3));
  plan = world.step();
  EXPECT_TRUE(plan.entries.empty());
  EXPECT_EQ(world.state(), OrderState::fulfilled);
  EXPECT_EQ(world.balance("clearing/sandbox"), 1000);
  EXPECT_EQ(world.balance("sales"), -1000);
  EXPECT_EQ(world.balance("refund_due"), 0);
  EXPECT_EQ(world.balance("returns"), 0);
}

TEST(Refunds, OfWhatIsOwedThatIsLeftWhichNobodyAskedFor) {
  World world = paid_twice();
  const auto unasked = [&] {
    const std::int64_t price = price_sold(world.facts().order, world.state());
    return owed_and_unasked(take_apart(world.facts(), price).still_owed(), world.facts().refunds,
                            price);
  };
  EXPECT_EQ(unasked(), 1000);
  world.refund("p1", "return", 400, RefundState::requested, RefundReason::requested);
  EXPECT_EQ(unasked(), 1000) << "a return is no part of it";
  world.refund("p2", "r", 600, RefundState::requested);
  EXPECT_EQ(unasked(), 400);
  world.refund("p2", "r", 600, RefundState::processing, RefundReason::owed, after(2));
  EXPECT_EQ(unasked(), 400) << "gone, and owed no more";
  world.refund("p2", "r", 600, RefundState::failed, RefundReason::owed, after(3));
  EXPECT_EQ(unasked(), 1000) << "asked for in vain is not asked for";
  // Where nothing was sold everything is owed, whoever asks.
  const sales::Order& order = world.facts().order;
  for (const auto& [state, price] : {std::pair(OrderState::pending, 0),
                                     {OrderState::cancelled, 0},
                                     {OrderState::payment_lost, 0},
                                     {OrderState::fulfilled, 1000},
                                     {OrderState::disputed, 1000}})
    EXPECT_EQ(price_sold(order, state), price) << sales::name_of(state);
  EXPECT_EQ(owed_and_unasked(2000, world.facts().refunds, 0), 1600);
  EXPECT_EQ(owed_and_unasked(2000, world.facts().refunds, 1000), 2000);
  EXPECT_EQ(owed_and_unasked(300, world.facts().refunds, 0), 0) << "never less than nothing";
}

TEST(Refunds, WhatFailedToGoBackIsOwedAgainAndNotTriedAgain) {
  World world = paid_twice();
  world.refund("p2", "r", 1000, RefundState::settled, RefundReason::owed, after(2));
  world.step();
  world.refund("p2", "r", 1000, RefundState::failed, RefundReason::owed, after(3));
  SettlementPlan plan = world.step();
  EXPECT_EQ(plan.refund_due, dollars(1000));
  EXPECT_EQ(plan.to_refund, dollars(0));
  EXPECT_EQ(world.balance("refund_due"), -1000);
  // Other money that is owed later is another matter.
  world.fact("b", "p3", 250, FactState::settled, after(4));
  plan = world.step();
  EXPECT_EQ(plan.refund_due, dollars(1250));
  EXPECT_EQ(plan.to_refund, dollars(250));
  const auto anybody = [](std::string_view) { return true; };
  const auto shares = share_out(world.facts(), plan.to_refund, anybody, AfterFailure::never);
  ASSERT_EQ(shares.size(), 1U);
  EXPECT_EQ(shares[0].payment.id.value, "p3");
  // A person gave the failed part back another way: it stands in nobody's way any more.
  world.refund("p2", "by hand", 1000, RefundState::settled, RefundReason::elsewhere, after(5));
  plan = world.step();
  EXPECT_EQ(plan.refund_due, dollars(250));
  EXPECT_EQ(plan.to_refund, dollars(250));
}

TEST(Refunds, APriceGivenBackInPartsIsReturnedAndTheLastPartEndsTheSale) {
  World world = sold();
  world.refund("p1", "r1", 499, RefundState::settled, RefundReason::requested, after(1));
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled);
  EXPECT_EQ(world.balance("returns"), 499);
  EXPECT_EQ(world.balance("sales"), -1000);
  world.refund("p1", "r2", 501, RefundState::processing, RefundReason::requested, after(2));
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled) << "on its way only";
  world.refund("p1", "r2", 501, RefundState::settled, RefundReason::requested, after(3));
  world.step();
  EXPECT_EQ(world.state(), OrderState::refunded);
  EXPECT_EQ(world.balance("returns"), 1000);
  EXPECT_EQ(world.balance("clearing/sandbox"), 0);
  EXPECT_EQ(world.balance("refund_due"), 0);
  // Weeks later the payer's bank sends it back.
  world.refund("p1", "r2", 501, RefundState::failed, RefundReason::requested, after(9));
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled);
  EXPECT_EQ(world.balance("returns"), 499);
  EXPECT_EQ(world.balance("refund_due"), 0) << "a return that failed is undone, not owed";
}

TEST(Refunds, AReturnIsNoPartOfWhatIsOwedForASecondPayment) {
  World world = sold();
  world.refund("p1", "r1", 300, RefundState::settled, RefundReason::requested, after(1));
  world.step();
  world.fact("b", "p2", 1000, FactState::settled, after(2));
  const SettlementPlan plan = world.step();
  EXPECT_EQ(plan.refund_due, dollars(1000));
  EXPECT_EQ(plan.to_refund, dollars(1000));
  EXPECT_EQ(world.balance("returns"), 300);
}

TEST(Refunds, OneMadeByHandIsTakenFromTheDebtFirst) {
  World world = paid_twice();
  world.refund("p1", "r1", 1200, RefundState::settled, RefundReason::elsewhere, after(2));
  const SettlementPlan plan = world.step();
  EXPECT_EQ(plan.refund_due, dollars(0));
  EXPECT_EQ(world.balance("returns"), 200);
  EXPECT_EQ(world.state(), OrderState::fulfilled);
}

TEST(Refunds, APartThatWentBackPaysNothingAnyMore) {
  World world(1000);
  world.attempt("a");
  world.attempt("b");
  world.fact("a", "p1", 400, FactState::settled);
  world.cancel();
  EXPECT_EQ(world.step().to_refund, dollars(400));
  world.refund("p1", "r", 400, RefundState::requested);
  world.step();
  EXPECT_EQ(missing_of(world.facts()), dollars(1000));
  world.fact("b", "p2", 600, FactState::settled, after(1));
  EXPECT_EQ(world.step().to_refund, dollars(600));
  EXPECT_EQ(world.state(), OrderState::cancelled) << "not delivered for 600 of 1000";
  world.refund("p1", "r", 400, RefundState::settled, RefundReason::owed, after(2));
  world.step();
  EXPECT_EQ(world.state(), OrderState::cancelled) << "nothing was sold, nothing is refunded";
  EXPECT_EQ(world.balance("returns"), 0);
  EXPECT_EQ(world.balance("refund_due"), -600);
  // Had it failed, both parts would be here and pay it.
  world.refund("p1", "r", 400, RefundState::failed, RefundReason::owed, after(3));
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled);
  EXPECT_EQ(world.balance("refund_due"), 0);
}

TEST(Refunds, OneOfAWaitingPartLeavesNothingOwed) {
  World world(1000);
  world.attempt("a");
  world.fact("a", "p1", 400, FactState::settled);
  world.refund("p1", "r", 400, RefundState::settled, RefundReason::elsewhere);
  world.step();
  EXPECT_EQ(world.state(), OrderState::open);
  EXPECT_EQ(world.balance("unapplied"), 0);
  EXPECT_EQ(world.balance("refund_due"), 0);
  EXPECT_EQ(world.balance("clearing/sandbox"), 0);
}

TEST(Refunds, OfMoneyThatVanishedAreALoss) {
  World world = sold();
  world.refund("p1", "r", 1000, RefundState::settled, RefundReason::requested, after(1));
  world.step();
  world.fact("a", "p1", 1000, FactState::lost, after(2));
  world.step();
  EXPECT_EQ(world.state(), OrderState::payment_lost);
  EXPECT_EQ(world.balance("clearing/sandbox"), -1000);
  EXPECT_EQ(world.balance("losses"), 1000);
  EXPECT_EQ(world.balance("returns"), 0) << "nothing is sold that could be returned";
  // Another payment pays the order anew; the refund was not of its money.
  world.fact("b", "p2", 1000, FactState::settled, after(3));
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled);
}

TEST(Fees, AreKeptFromTheProviderAlsoInAnotherCurrency) {
  World world = sold();
  world.fee("f1", dollars(59));
  world.fee("f2", {40, *find_asset("EUR")});
  world.step();
  EXPECT_EQ(world.balance("fees/sandbox"), 59);
  EXPECT_EQ(world.balance("clearing/sandbox"), 941);
  EXPECT_EQ(world.balance("fees/sandbox", "EUR"), 40);
  EXPECT_EQ(world.balance("clearing/sandbox", "EUR"), -40);
  world.fee("f3", dollars(-59));
  world.step();
  EXPECT_EQ(world.balance("fees/sandbox"), 0) << "it came back";
  EXPECT_EQ(world.state(), OrderState::fulfilled);
}

TEST(Disputes, OneThatIsWonBringsEverythingBack) {
  World world = sold();
  world.dispute("p1", "d", 1000, DisputeState::open, {}, after(1));
  world.step();
  EXPECT_EQ(world.state(), OrderState::disputed);
  EXPECT_EQ(world.balance("disputed"), 0) << "nothing was taken yet";
  world.dispute("p1", "d", 1000, DisputeState::open, true, after(1));
  world.step();
  EXPECT_EQ(world.balance("disputed"), 1000);
  EXPECT_EQ(world.balance("clearing/sandbox"), 0);
  world.dispute("p1", "d", 1000, DisputeState::won, {}, after(5));
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled);
  EXPECT_EQ(world.balance("disputed"), 1000) << "still with the bank";
  world.dispute("p1", "d", 1000, DisputeState::open, false, after(6));
  world.step();
  EXPECT_EQ(world.balance("disputed"), 0);
  EXPECT_EQ(world.balance("clearing/sandbox"), 1000);
}

TEST(Disputes, OneThatIsLostIsCharged) {
  World world = sold();
  world.dispute("p1", "d", 1000, DisputeState::open, true, after(1));
  world.step();
  world.dispute("p1", "d", 1000, DisputeState::lost, {}, after(5));
  world.step();
  EXPECT_EQ(world.state(), OrderState::charged_back);
  EXPECT_EQ(world.balance("disputed"), 0);
  EXPECT_EQ(world.balance("chargebacks"), 1000);
  EXPECT_EQ(world.balance("sales"), -1000);
  EXPECT_EQ(world.balance("clearing/sandbox"), 0);
}

TEST(Disputes, OneAboutTheSurplusThatIsLostSettlesTheDebt) {
  World world = paid_twice();
  world.dispute("p2", "d", 1000, DisputeState::open, true, after(2));
  const SettlementPlan plan = world.step();
  EXPECT_EQ(plan.to_refund, dollars(0)) << "the bank may take it";
  EXPECT_EQ(refundable(world.facts(), world.facts().intents[1].payments[0]), dollars(0));
  world.dispute("p2", "d", 1000, DisputeState::lost, {}, after(3));
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled) << "the price was never in question";
  EXPECT_EQ(world.balance("refund_due"), 0);
  EXPECT_EQ(world.balance("chargebacks"), 0);
}

TEST(Disputes, MoneyInDisputeDeliversNothing) {
  World world(1000);
  world.attempt("a");
  world.fact("a", "p1", 1000, FactState::processing);
  world.step();
  world.dispute("p1", "d", 1000, DisputeState::open);
  world.fact("a", "p1", 1000, FactState::settled, after(1));
  world.step();
  EXPECT_EQ(world.state(), OrderState::open);
  world.dispute("p1", "d", 1000, DisputeState::won, {}, after(2));
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled);
}

TEST(RefundShares, TakeTheNewestPaymentFirstAndSplit) {
  World world = paid_twice();
  const auto anybody = [](std::string_view) { return true; };
  const auto shares = share_out(world.facts(), dollars(1300), anybody);
  ASSERT_EQ(shares.size(), 2U);
  EXPECT_EQ(shares[0].payment.id.value, "p2");
  EXPECT_EQ(shares[0].amount, dollars(1000));
  EXPECT_EQ(shares[1].payment.id.value, "p1");
  EXPECT_EQ(shares[1].amount, dollars(300));
  world.refund("p2", "r", 900, RefundState::requested);
  EXPECT_EQ(refundable_in_all(world.facts(), anybody), dollars(1100));
  EXPECT_TRUE(share_out(world.facts(), dollars(1), [](std::string_view) { return false; }).empty());
}

// All that is said of a payment that is settled already, in every order.
TEST(Settlement, EveryOrderOfRefundsAndDisputesEndsTheSame) {
  using Word = void (*)(World&);
  constexpr Word kWords[] = {
      [](World& w) { w.refund("p1", "r", 300, RefundState::requested, RefundReason::requested); },
      [](World& w) {
        w.refund("p1", "r", 300, RefundState::settled, RefundReason::requested, after(2));
      },
      [](World& w) { w.dispute("p1", "d", 700, DisputeState::open, {}, after(1)); },
      [](World& w) { w.dispute("p1", "d", 700, DisputeState::open, true, after(1)); },
      [](World& w) { w.dispute("p1", "d", 700, DisputeState::lost, {}, after(3)); },
      [](World& w) { w.dispute("p1", "d", 700, DisputeState::won, {}, after(4)); },
      [](World& w) { w.dispute("p1", "d", 700, DisputeState::won, false, after(5)); },
  };
  std::vector<std::size_t> order = {0, 1, 2, 3, 4, 5, 6};
  do {
    World world = sold();
    for (const std::size_t at : order) {
      kWords[at](world);
      world.step();
    }
    ASSERT_EQ(world.state(), OrderState::fulfilled);
    ASSERT_EQ(world.balance("clearing/sandbox"), 700);
    ASSERT_EQ(world.balance("returns"), 300);
    ASSERT_EQ(world.balance("disputed"), 0);
    ASSERT_EQ(world.balance("chargebacks"), 0);
  } while (std::ranges::next_permutation(order).found);
}

}  // namespace
}  // namespace aan::payment
