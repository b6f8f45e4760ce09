#include <gtest/gtest.h>

#include "domain/payment/order_account.hpp"
#include "testing/payment_world.hpp"
#include "testing/seeded_rng.hpp"

// Settlement of orders that hold tax.
namespace aan::payment {
namespace {

using sales::OrderState;
using testing::kNow;
using World = testing::PaymentWorld;
Timestamp after(int seconds) { return kNow + Duration::seconds(seconds); }

// 10.70 with 0.70 of tax, paid and delivered.
World sold() {
  World world(1070, 70);
  world.attempt("a");
  world.fact("a", "p1", 1070, FactState::settled);
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled);
  return world;
}

TEST(Tax, StandsOnItsOwnAccountAndSalesAreWithoutIt) {
  const World world = sold();
  EXPECT_EQ(world.balance("sales"), -1000);
  EXPECT_EQ(world.balance("tax/DE/700"), -70);
  EXPECT_EQ(world.balance("unapplied"), 0);
  EXPECT_EQ(world.balance("clearing/sandbox"), 1070);
}

TEST(Tax, GoesBackWithThePriceInProportion) {
  World world = sold();
  world.refund("p1", "r1", 333, RefundState::settled, RefundReason::requested, after(1));
  world.step();
  EXPECT_EQ(world.balance("tax/DE/700"), -48) << "70 of 1070 are 21.78 of 333";
  EXPECT_EQ(world.balance("returns"), 333 - 22);
  world.refund("p1", "r2", 737, RefundState::processing, RefundReason::requested, after(2));
  world.step();
  EXPECT_EQ(world.balance("tax/DE/700"), 0);
  EXPECT_EQ(world.balance("returns"), 1000);
  // The payer's bank sends the second one back.
  world.refund("p1", "r2", 737, RefundState::failed, RefundReason::requested, after(9));
  world.step();
  EXPECT_EQ(world.balance("tax/DE/700"), -48);
  EXPECT_EQ(world.balance("returns"), 311);
}

TEST(Tax, ASecondPaymentThatGoesBackTouchesNoTax) {
  World world = sold();
  world.attempt("b");
  world.fact("b", "p2", 1070, FactState::settled, after(1));
  world.step();
  world.refund("p2", "r", 1070, RefundState::settled, RefundReason::owed, after(2));
  world.step();
  EXPECT_EQ(world.balance("tax/DE/700"), -70);
  EXPECT_EQ(world.balance("returns"), 0);
}

TEST(Tax, GoesBackWithWhatABankTookAndComesAgainWhenItChangesItsMind) {
  World world = sold();
  world.dispute("p1", "d", 1070, DisputeState::open, true, after(1));
  world.step();
  EXPECT_EQ(world.balance("tax/DE/700"), -70) << "nothing is decided";
  world.dispute("p1", "d", 1070, DisputeState::lost, true, after(2));
  world.step();
  EXPECT_EQ(world.state(), OrderState::charged_back);
  EXPECT_EQ(world.balance("tax/DE/700"), 0);
  EXPECT_EQ(world.balance("chargebacks"), 1000);
  world.dispute("p1", "d", 1070, DisputeState::won, false, after(3));
  world.step();
  EXPECT_EQ(world.balance("tax/DE/700"), -70);
  EXPECT_EQ(world.balance("chargebacks"), 0);
}

TEST(Tax, WhatABankTakesOfAPriceThatWasGivenBackIsALossAndNoTurnover) {
  for (const std::int64_t returned : {333, 1070}) {
    World world = sold();
    world.refund("p1", "r", returned, RefundState::settled, RefundReason::requested, after(1));
    world.step();
    world.dispute("p1", "d", 1070, DisputeState::lost, true, after(2));
    world.step();
    EXPECT_EQ(world.state(), OrderState::charged_back);
    EXPECT_EQ(world.balance("tax/DE/700"), 0);
    EXPECT_EQ(world.balance("returns") + world.balance("chargebacks"), 1000);
    EXPECT_EQ(world.balance("losses"), returned);
    EXPECT_EQ(world.balance("disputed"), 0);
    world.dispute("p1", "d", 1070, DisputeState::won, false, after(3));
    world.step();
    EXPECT_EQ(world.balance("chargebacks"), 0);
    EXPECT_EQ(world.balance("losses"), 0);
  }
}

// Whichever of the two is heard of first; and a refund that comes back makes it a chargeback.
TEST(Tax, ALossFollowsWhatBecomesOfTheRefund) {
  World world = sold();
  world.dispute("p1", "d", 1070, DisputeState::lost, true, after(1));
  world.step();
  EXPECT_EQ(world.balance("chargebacks"), 1000);
  world.refund("p1", "r", 1070, RefundState::processing, RefundReason::elsewhere, after(2));
  world.step();
  EXPECT_EQ(world.balance("chargebacks"), 0);
  EXPECT_EQ(world.balance("losses"), 1070);
  world.refund("p1", "r", 1070, RefundState::failed, RefundReason::elsewhere, after(3));
  world.step();
  EXPECT_EQ(world.balance("chargebacks"), 1000);
  EXPECT_EQ(world.balance("losses"), 0);
  EXPECT_EQ(world.balance("tax/DE/700"), 0);
}

TEST(Tax, OfASaleWhoseMoneyVanishedIsNotOwed) {
  World world = sold();
  world.fact("a", "p1", 1070, FactState::lost, after(1));
  world.step();
  EXPECT_EQ(world.state(), OrderState::payment_lost);
  EXPECT_EQ(world.balance("tax/DE/700"), 0);
  EXPECT_EQ(world.balance("sales"), 0);
  world.fact("a", "p1", 1070, FactState::settled, after(2));
  world.step();
  EXPECT_EQ(world.balance("tax/DE/700"), -70);
}

// Nothing is sold any more that a part could have been taken back of.
TEST(Tax, WhatWasGivenBackOfAPaymentThatVanishesIsALossAndNoTurnover) {
  for (const bool is_heard_last : {false, true}) {
    World world = sold();
    const auto give_back = [&] {
      world.refund("p1", "r", 321, RefundState::settled, RefundReason::requested, after(1));
      world.step();
    };
    if (!is_heard_last) give_back();
    world.fact("a", "p1", 1070, FactState::lost, after(2));
    world.step();
    if (is_heard_last) give_back();
    EXPECT_EQ(world.state(), OrderState::payment_lost);
    EXPECT_EQ(world.balance("sales"), 0);
    EXPECT_EQ(world.balance("returns"), 0);
    EXPECT_EQ(world.balance("tax/DE/700"), 0);
    EXPECT_EQ(world.balance("losses"), 321);
    EXPECT_EQ(world.balance("clearing/sandbox"), -321);
    const OrderAccount account = *order_account(world.facts().posted, *find_asset("USD"));
    EXPECT_EQ(account.given_back.amount, 321);
    EXPECT_EQ(account.net.amount, -321);
    // Paid once more: that sale stands whole, and the loss stays.
    world.attempt("b");
    world.fact("b", "p2", 1070, FactState::settled, after(3));
    world.step();
    EXPECT_EQ(world.state(), OrderState::fulfilled);
    EXPECT_EQ(world.balance("tax/DE/700"), -70);
    EXPECT_EQ(world.balance("returns"), 0);
    EXPECT_EQ(world.balance("losses"), 321);
    // The first payment was there after all: what went back of it was a part of the price.
    world.fact("a", "p1", 1070, FactState::settled, after(4));
    world.step();
    EXPECT_EQ(world.balance("losses"), 0);
    EXPECT_EQ(world.balance("returns"), 321 - 21);
    EXPECT_EQ(world.sum(), 0);
  }
}

TEST(Tax, WhateverGoesBackInWhateverPartsTheTaxIsNeverMoreThanThereWas) {
  testing::SeededRng rng(11);
  const auto below = [&](std::int64_t bound) {
    return static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(bound)));
  };
  for (int round = 0; round < 400; ++round) {
    const std::int64_t total = 1 + below(5000);
    const std::int64_t tax = below(total);
    World world(total, tax);
    world.attempt("a");
    world.fact("a", "p1", total, FactState::settled);
    world.step();
    std::int64_t left = total;
    for (int part = 0; left > 0; ++part) {
      const std::int64_t size = part == 4 ? left : 1 + below(left);
      left -= size;
      world.refund("p1", "r" + std::to_string(part), size, RefundState::settled,
                   RefundReason::requested, after(part + 1));
      world.step();
      const std::int64_t owed = -world.balance("tax/DE/700");
      ASSERT_GE(owed, 0);
      ASSERT_LE(owed, tax);
      // In proportion to what stays, to half a unit.
      ASSERT_LE(std::abs(owed * total - tax * left) * 2, total);
      ASSERT_EQ(world.sum(), 0);
    }
    ASSERT_EQ(world.balance("tax/DE/700"), 0);
    ASSERT_EQ(world.balance("sales") + world.balance("returns"), 0);
  }
}

}  // namespace
}  // namespace aan::payment
