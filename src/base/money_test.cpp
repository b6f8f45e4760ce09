#include "base/money.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <climits>

namespace aan {
namespace {

Asset asset(std::string_view code) { return find_asset(code).value(); }

TEST(Money, KnowsTheMinorUnitsOfIso4217) {
  EXPECT_EQ(asset("USD").exponent(), 2);
  EXPECT_EQ(asset("JPY").exponent(), 0);
  EXPECT_EQ(asset("KWD").exponent(), 3);
  EXPECT_EQ(asset("AED").code(), "AED");
  EXPECT_EQ(asset("ZAR").code(), "ZAR");
  for (const char* unknown : {"", "usd", "US", "USDX", "XXX", "AAA", "ZZZ", "USD "})
    EXPECT_FALSE(find_asset(unknown)) << unknown;
}

TEST(Money, ReadsWhatAnOperatorWrites) {
  EXPECT_EQ(parse_decimal("4.99", asset("USD"))->amount, 499);
  EXPECT_EQ(parse_decimal("12", asset("EUR"))->amount, 1200);
  EXPECT_EQ(parse_decimal("0.5", asset("EUR"))->amount, 50);
  EXPECT_EQ(parse_decimal("1500", asset("JPY"))->amount, 1500);
  EXPECT_EQ(parse_decimal("1.234", asset("KWD"))->amount, 1234);
  EXPECT_EQ(parse_decimal("999999999999.999", asset("KWD"))->amount, 999'999'999'999'999);
  EXPECT_EQ(parse_decimal("007", asset("USD"))->amount, 700);
}

TEST(Money, RefusesEverythingElse) {
  for (const char* text : {"", ".", "1.", ".5", "-1", "+1", "1e3", "1,50", "1.999", " 1", "1 ",
                           "1.5.0", "0x10", "NaN", "inf", "1000000000000", "\xd9\xa1", "1'000"})
    EXPECT_FALSE(parse_decimal(text, asset("USD"))) << text;
  EXPECT_FALSE(parse_decimal("1.0", asset("JPY")));
  const auto error = parse_decimal("1.999", asset("USD"));
  EXPECT_EQ(error.error().code, Errc::invalid);
  EXPECT_NE(error.error().safe.find("4.99"), std::string::npos);
}

TEST(Money, ArithmeticSaysWhenItWouldOverflow) {
  // original 6.1.15: money was floating point
  const Money most{INT64_MAX, asset("USD")};
  const Money least{INT64_MIN, asset("USD")};
  const Money one{1, asset("USD")};
  EXPECT_FALSE(add(most, one));
  EXPECT_FALSE(subtract(least, one));
  EXPECT_FALSE(subtract(one, least));
  EXPECT_EQ(add(most, least)->amount, -1);
  EXPECT_EQ(decimal(least), "-92233720368547758.08");
}

TEST(Money, TwoCurrenciesAreNeverAdded) {
  EXPECT_FALSE(add({1, asset("USD")}, {1, asset("EUR")}));
  EXPECT_FALSE(subtract({1, asset("USD")}, {1, asset("EUR")}));
  EXPECT_FALSE(add({1, asset("USD")}, Money{}));
  EXPECT_FALSE((Money{1, asset("USD")} == Money{1, asset("EUR")}));
}

TEST(Money, MinorUnitsAreWholeNumbersInDecimal) {
  EXPECT_EQ(parse_minor_units("1999").value(), 1999);
  EXPECT_EQ(parse_minor_units("0").value(), 0);
  EXPECT_EQ(parse_minor_units("9223372036854775807").value(), INT64_MAX);
  for (const char* text : {"", "-", "+1", "1.0", " 1", "1 ", "9223372036854775808", "1e3", "0x1"})
    EXPECT_FALSE(parse_minor_units(text)) << text;
}

RC_GTEST_PROP(Money, ReadsBackWhatItWrote, ()) {
  const Money money{*rc::gen::inRange<std::int64_t>(0, 999'999'999'999),
                    asset(*rc::gen::element<std::string>("USD", "JPY", "KWD"))};
  RC_ASSERT(parse_decimal(decimal(money), money.asset).value() == money);
}

RC_GTEST_PROP(Money, SumsAreExactOrRefused, (std::int64_t a, std::int64_t b)) {
  const auto sum = add({a, asset("EUR")}, {b, asset("EUR")});
  const __int128 exact = static_cast<__int128>(a) + b;
  RC_ASSERT(sum.has_value() == (exact >= INT64_MIN && exact <= INT64_MAX));
  if (sum) RC_ASSERT(sum->amount == static_cast<std::int64_t>(exact));
}

}  // namespace
}  // namespace aan
