#include "domain/sales/claim.hpp"

#include <gtest/gtest.h>

namespace aan::sales {
namespace {

TEST(Claim, LeadsToItsOrderHoweverItIsTyped) {
  EXPECT_EQ(claim_reference("7K2M-93QD"), "R-7K2M-93QD");
  EXPECT_EQ(order_reference_in("R-7K2M-93QD"), "7K2M-93QD");
  EXPECT_EQ(order_reference_in("r-7k2m-93qd"), "7k2m-93qd");
}

TEST(Claim, AnyOtherTextStaysWhatItIs) {
  for (const char* text : {"", "R", "R-", "7K2M-93QD", "RK2M-93QD", "R-7K2M-93QDX", "S-7K2M-93QD"})
    EXPECT_EQ(order_reference_in(text), text);
}

}  // namespace
}  // namespace aan::sales
