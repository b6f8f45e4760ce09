#include "domain/catalog/price.hpp"

#include <gtest/gtest.h>

namespace aan::catalog {
namespace {

Asset asset(std::string_view code) { return *find_asset(code); }

TEST(Price, IsReadInTheCurrencysOwnDigits) {
  EXPECT_EQ(parse_price("4.99", asset("USD"))->amount, 499);
  EXPECT_EQ(parse_price("0", asset("USD"))->amount, 0);
  EXPECT_EQ(parse_price("free", asset("USD"))->amount, 0);
  EXPECT_EQ(parse_price("500", asset("JPY"))->amount, 500);
  EXPECT_EQ(parse_price("1.234", asset("KWD"))->amount, 1234);
}

TEST(Price, TheLimitIsAllowedAndOneMoreIsNot) {
  EXPECT_EQ(parse_price("100000000.00", asset("USD"))->amount, kPriceUnitsMax);
  EXPECT_FALSE(parse_price("100000000.01", asset("USD")));
  EXPECT_TRUE(check_price({kPriceUnitsMax, asset("EUR")}));
  EXPECT_FALSE(check_price({kPriceUnitsMax + 1, asset("EUR")}));
  EXPECT_FALSE(check_price({-1, asset("EUR")}));
}

TEST(Price, TooManyDigitsNameTheLimit) {
  for (const char* text : {"1000000000000000", "999999999999", "99999999999999999999999.99"}) {
    const auto price = parse_price(text, asset("USD"));
    ASSERT_FALSE(price) << text;
    EXPECT_EQ(price.error().safe, "The highest price of a book is 100000000.00 USD.") << text;
  }
}

TEST(Price, WhatIsNoAmountSaysHowOneIsWritten) {
  for (const char* text : {"", "-1", "1e15", "4,99", "4.999", "free-ish", ".", "1.", "NaN"}) {
    const auto price = parse_price(text, asset("USD"));
    ASSERT_FALSE(price) << text;
    EXPECT_NE(price.error().safe.find("like 4.99"), std::string::npos) << price.error().safe;
    EXPECT_NE(price.error().safe.find("free, or none"), std::string::npos) << price.error().safe;
  }
}

}  // namespace
}  // namespace aan::catalog
