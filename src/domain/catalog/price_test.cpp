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
  for (const char* text : {"", "-1", "1e15", "4,999", "4.999", "free-ish", ".", "1.", "NaN"}) {
    const auto price = parse_price(text, asset("USD"));
    ASSERT_FALSE(price) << text;
    EXPECT_NE(price.error().safe.find("like 4.99"), std::string::npos) << price.error().safe;
    EXPECT_NE(price.error().safe.find("free, or none"), std::string::npos) << price.error().safe;
  }
}

TEST(PriceTerms, WhatCannotBeIsRefused) {
  const Asset usd = *find_asset("USD");
  const auto money = [&](std::int64_t cents) { return Money{cents, usd}; };
  PriceTerms terms = money(300);
  EXPECT_TRUE(check_terms(terms, usd));
  EXPECT_FALSE(check_terms(terms, *find_asset("EUR")));
  terms.compare_at = money(300);
  EXPECT_FALSE(check_terms(terms, usd)) << "not higher";
  terms.compare_at = money(301);
  EXPECT_TRUE(check_terms(terms, usd));
  terms.buyer_sets_price = true;
  EXPECT_FALSE(check_terms(terms, usd)) << "nothing to compare with";
  terms.compare_at.reset();
  terms.suggested = money(299);
  EXPECT_FALSE(check_terms(terms, usd)) << "below the least";
  terms.suggested = money(300);
  EXPECT_TRUE(check_terms(terms, usd));
  terms.price = money(0);
  EXPECT_TRUE(check_terms(terms, usd)) << "zero is a least price";
  terms.buyer_sets_price = false;
  EXPECT_FALSE(check_terms(terms, usd)) << "a suggestion for a fixed price";
  terms = PriceTerms{};
  EXPECT_TRUE(check_terms(terms, usd));
  terms.buyer_sets_price = true;
  EXPECT_FALSE(check_terms(terms, usd)) << "no price, nothing to set";
}

TEST(PriceTerms, ABuyerPaysTheLeastOrMore) {
  const Asset usd = *find_asset("USD");
  PriceTerms terms = Money{300, usd};
  terms.buyer_sets_price = true;
  EXPECT_TRUE(check_chosen(terms, {300, usd}));
  EXPECT_TRUE(check_chosen(terms, {kPriceUnitsMax, usd}));
  EXPECT_EQ(check_chosen(terms, {299, usd}).error().reason, "amount_below_minimum");
  EXPECT_EQ(check_chosen(terms, {kPriceUnitsMax + 1, usd}).error().reason, "amount_above_maximum");
  EXPECT_EQ(check_chosen(terms, {300, *find_asset("EUR")}).error().reason, "amount_currency");
  terms.price = Money{0, usd};
  EXPECT_TRUE(check_chosen(terms, {0, usd}));
  EXPECT_EQ(check_chosen(terms, {-1, usd}).error().reason, "amount_below_minimum");
}

TEST(TypedAmount, IsReadAsPeopleWriteIt) {
  const Asset usd = *find_asset("USD");
  for (const char* text : {"8", "8.00", "8,00", " 8.0 "})
    EXPECT_EQ(parse_typed_amount(text, usd).value_or(Money{}).amount, 800) << text;
  EXPECT_EQ(parse_typed_amount("0", usd).value_or(Money{1, usd}).amount, 0);
  EXPECT_EQ(parse_typed_amount("$1,000.00", usd).value_or(Money{}).amount, 100'000);
  for (const char* text : {"", "-8", "€8", "1,000,00", "8.001", "eight", "8 00", "1e3"})
    EXPECT_EQ(parse_typed_amount(text, usd).error().reason, "amount_unreadable") << text;
}

}  // namespace
}  // namespace aan::catalog
