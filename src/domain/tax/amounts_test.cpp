#include "domain/tax/amounts.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <numeric>

namespace aan::tax {
namespace {

TEST(TaxAmounts, APriceWithTaxHoldsItAndAPriceWithoutGetsItOnTop) {
  EXPECT_EQ(held_by(1070, 700), 70);
  EXPECT_EQ(held_by(499, 700), 33);   // 32.64
  EXPECT_EQ(held_by(499, 1900), 80);  // 79.67
  EXPECT_EQ(held_by(1, 2700), 0);     // 0.21
  EXPECT_EQ(held_by(0, 2700), 0);
  EXPECT_EQ(held_by(1234, 0), 0);
  EXPECT_EQ(on_top_of(1000, 700), 70);
  EXPECT_EQ(on_top_of(499, 550), 27);  // 27.445
  EXPECT_EQ(on_top_of(50, 1000), 5);
  EXPECT_EQ(on_top_of(5, 1000), 1) << "half a unit goes up";
  EXPECT_EQ(held_by(1'000'000'000'000, 2700), 212'598'425'197);
}

RC_GTEST_PROP(TaxAmounts, WhatAPriceHoldsIsWhatItsNetWouldGet, ()) {
  const auto gross = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000);
  const auto bps = *rc::gen::inRange<std::int64_t>(0, 5'001);
  const std::int64_t tax = held_by(gross, bps);
  RC_ASSERT(tax >= 0 && tax <= gross);
  const std::int64_t again = on_top_of(gross - tax, bps);
  RC_ASSERT(again - tax <= 1 && tax - again <= 1);
}

RC_GTEST_PROP(TaxAmounts, SharesSumToTheWholeAndNoneExceedsItsWeight, ()) {
  const auto weights =
      *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(0, 100'000));
  const std::int64_t sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});
  const auto amount = *rc::gen::inRange<std::int64_t>(0, sum + 1);
  const auto shares = share_out(amount, weights);
  RC_ASSERT(shares.size() == weights.size());
  RC_ASSERT(std::accumulate(shares.begin(), shares.end(), std::int64_t{0}) ==
            (sum == 0 ? 0 : amount));
  for (std::size_t i = 0; i < shares.size(); ++i)
    RC_ASSERT(shares[i] >= 0 && shares[i] <= weights[i]);
}

TEST(TaxAmounts, PartsThatGoBackOneAfterTheOtherTakeAllOfTheTax) {
  EXPECT_EQ(belonging_to(0, 1000, 65), 0);
  EXPECT_EQ(belonging_to(333, 1000, 65), 22);
  EXPECT_EQ(belonging_to(666, 1000, 65), 43);
  EXPECT_EQ(belonging_to(999, 1000, 65), 65);
  EXPECT_EQ(belonging_to(1000, 1000, 65), 65);
  EXPECT_EQ(belonging_to(2000, 1000, 65), 65) << "never more than there was";
  EXPECT_EQ(belonging_to(5, 0, 65), 0);
}

}  // namespace
}  // namespace aan::tax
