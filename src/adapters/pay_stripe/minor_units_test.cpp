#include "adapters/pay_stripe/minor_units.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "adapters/pay_stripe/form.hpp"

namespace aan::pay_stripe {
namespace {

Money money(std::int64_t amount, const char* code) { return {amount, find_asset(code).value()}; }

TEST(StripeAmount, IsTheMinorUnitAndComesBack) {
  for (const char* code : {"USD", "EUR", "JPY", "KRW", "HUF"}) {
    EXPECT_EQ(to_stripe(money(1999, code)).value(), 1999) << code;
  }
  EXPECT_EQ(from_stripe(1999, "usd").value(), money(1999, "USD"));
  EXPECT_EQ(from_stripe(500, "jpy").value(), money(500, "JPY"));
}

TEST(StripeAmount, OfIskAndUgxIsSentInHundredthsThatDoNotExist) {
  EXPECT_EQ(to_stripe(money(1500, "ISK")).value(), 150'000);
  EXPECT_EQ(from_stripe(150'000, "isk").value(), money(1500, "ISK"));
  EXPECT_EQ(to_stripe(money(7, "UGX")).value(), 700);
  EXPECT_FALSE(from_stripe(150'050, "isk"));
  EXPECT_FALSE(to_stripe(money(std::numeric_limits<std::int64_t>::max() / 10, "UGX")));
}

TEST(StripeAmount, WithThreeDecimalsMustEndInZero) {
  EXPECT_EQ(to_stripe(money(1230, "KWD")).value(), 1230);
  EXPECT_EQ(to_stripe(money(1234, "KWD")).error().code, Errc::invalid);
}

TEST(StripeAmount, OfNothingOrLessIsRefused) {
  EXPECT_FALSE(to_stripe(money(0, "USD")));
  EXPECT_FALSE(to_stripe(money(-1, "USD")));
  EXPECT_FALSE(from_stripe(1, "xyz"));
}

TEST(StripeForm, KeepsBracketsInNamesAndEncodesEveryValue) {
  Form form;
  form.put("line_items[0][quantity]", 1).put("name", "Crème & Co = 5% #1");
  EXPECT_EQ(form.text(),
            "line_items[0][quantity]=1&name=Cr%C3%A8me%20%26%20Co%20%3D%205%25%20%231");
}

}  // namespace
}  // namespace aan::pay_stripe
