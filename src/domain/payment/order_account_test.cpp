#include "domain/payment/order_account.hpp"

#include <gtest/gtest.h>

#include "testing/payment_world.hpp"

// What an order's entries say of its money, against the balances of the journal.
namespace aan::payment {
namespace {

using testing::dollars;
using testing::kNow;
using World = testing::PaymentWorld;
Timestamp after(int seconds) { return kNow + Duration::seconds(seconds); }

OrderAccount account_of(const World& world) {
  const auto account = order_account(world.facts().posted, *find_asset("USD"));
  EXPECT_TRUE(account);
  // What `OrderAccount` promises.
  EXPECT_EQ(account->left.amount,
            account->paid.amount - account->given_back.amount - account->taken.amount);
  EXPECT_EQ(account->left.amount, account->net.amount + account->fee.amount + account->tax.amount +
                                      account->owed.amount + account->waiting.amount);
  EXPECT_EQ(account->left.amount - account->fee.amount, world.balance("clearing/sandbox"));
  EXPECT_EQ(account->fee.amount, world.balance("fees/sandbox"));
  EXPECT_EQ(account->tax.amount, -world.balance("tax/DE/700"));
  EXPECT_EQ(account->owed.amount, -world.balance("refund_due"));
  return *account;
}

World sold() {
  World world(1070, 70);
  world.attempt("a");
  world.fact("a", "p1", 1070, FactState::settled);
  world.step();
  return world;
}

TEST(OrderAccount, TellWhatWasPaidTheTaxTheFeeAndWhatTheSellerHas) {
  World world = sold();
  EXPECT_EQ(account_of(world).net, dollars(1000)) << "nobody knows a fee yet";
  world.fee("txn_1", dollars(61));
  world.step();
  const OrderAccount account = account_of(world);
  EXPECT_EQ(account.paid, dollars(1070));
  EXPECT_EQ(account.left, dollars(1070));
  EXPECT_EQ(account.tax, dollars(70));
  EXPECT_EQ(account.fee, dollars(61));
  EXPECT_EQ(account.net, dollars(939));
}

TEST(OrderAccount, TellWhatIsLeftOfAPaymentThatIsPartlyGivenBack) {
  World world = sold();
  world.fee("txn_1", dollars(61));
  world.refund("p1", "r1", 333, RefundState::settled, RefundReason::requested, after(1));
  world.step();
  const OrderAccount account = account_of(world);
  EXPECT_EQ(account.given_back, dollars(333));
  EXPECT_EQ(account.left, dollars(737));
  EXPECT_EQ(account.tax, dollars(48));
  EXPECT_EQ(account.net, dollars(737 - 48 - 61)) << "the fee does not come back";
}

TEST(OrderAccount, WhatABankHoldsIsNotTheSellersUntilItComesBack) {
  World world = sold();
  world.dispute("p1", "d1", 1070, DisputeState::open, true, after(1));
  world.step();
  EXPECT_EQ(account_of(world).taken, dollars(1070));
  EXPECT_EQ(account_of(world).left, dollars(0));
  EXPECT_EQ(account_of(world).net, dollars(-70)) << "the tax is owed until the bank decides";
  world.dispute("p1", "d1", 1070, DisputeState::lost, true, after(2));
  world.step();
  EXPECT_EQ(account_of(world).net, dollars(0));
  EXPECT_EQ(account_of(world).tax, dollars(0));
}

TEST(OrderAccount, WhatABankTakesOnceMoreIsTheSellersLoss) {
  World world = sold();
  world.refund("p1", "r1", 1070, RefundState::settled, RefundReason::requested, after(1));
  world.dispute("p1", "d1", 1070, DisputeState::lost, true, after(2));
  world.step();
  EXPECT_EQ(account_of(world).left, dollars(-1070));
  EXPECT_EQ(account_of(world).net, dollars(-1070));
}

TEST(OrderAccount, AFeeOfAnotherCurrencyStandsBySelf) {
  World world = sold();
  const Money euros{55, *find_asset("EUR")};
  world.fee("txn_1", euros);
  world.step();
  const OrderAccount account = account_of(world);
  EXPECT_EQ(account.fee, dollars(0));
  ASSERT_EQ(account.other_fees.size(), 1U);
  EXPECT_EQ(account.other_fees[0], euros);
  EXPECT_EQ(account.net, dollars(1000));
}

}  // namespace
}  // namespace aan::payment
