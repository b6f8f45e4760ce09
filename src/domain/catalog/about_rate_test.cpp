#include "domain/catalog/about_rate.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace aan::catalog {
namespace {

const Asset kDollar = *find_asset("USD");

Timestamp at(const std::string& day) { return *parse_rfc3339(day + "T00:00:00Z"); }

AboutRate rate(const std::string& text) {
  const auto rates = parse_about_rates(text);
  EXPECT_TRUE(rates) << rates.error().detail;
  return rates ? rates->front() : AboutRate();
}

std::string shown(std::int64_t amount, const std::string& from, const std::string& text) {
  const auto money = about({amount, *find_asset(from)}, rate(text));
  return money ? decimal(*money) + " " + std::string(money->asset.code()) : "nothing";
}

TEST(AboutRate, AnAmountIsRoundedHalfUpToTheLastDigitOfTheOtherCurrency) {
  EXPECT_EQ(shown(499, "USD", "GBP=0.79"), "3.94 GBP");
  EXPECT_EQ(shown(50, "USD", "GBP=0.79"), "0.40 GBP") << "0.395";
  EXPECT_EQ(shown(499, "USD", "JPY=149.5"), "746 JPY");
  EXPECT_EQ(shown(499, "USD", "BHD=0.377"), "1.881 BHD");
  EXPECT_EQ(shown(600, "JPY", "USD=0.0067"), "4.02 USD");
  EXPECT_EQ(shown(1755, "BHD", "JPY=400"), "702 JPY");
  EXPECT_EQ(shown(1999, "USD", "VND=25000"), "499750 VND");
  EXPECT_EQ(shown(0, "USD", "GBP=0.79"), "0.00 GBP");
}

TEST(AboutRate, WhatCostsSomethingIsNeverAboutNothing) {
  EXPECT_EQ(shown(1, "USD", "GBP=0.00000001"), "0.01 GBP");
  EXPECT_EQ(shown(1, "USD", "JPY=0.1"), "1 JPY");
}

TEST(AboutRate, WhatDoesNotFitIsNotShown) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  EXPECT_EQ(shown(kMost, "USD", "GBP=1.00000001"), "nothing");
  EXPECT_EQ(shown(kMost, "JPY", "BHD=999999999999"), "nothing");
  EXPECT_EQ(shown(-499, "USD", "GBP=0.79"), "nothing");
  EXPECT_EQ(shown(kMost, "USD", "GBP=1"), "92233720368547758.07 GBP");
}

TEST(AboutRate, RatesAreReadAndWrittenTheSameWay) {
  const auto rates = parse_about_rates(" GBP=0.79 , CHF=0.950@2026-11-26 JPY=150");
  ASSERT_TRUE(rates) << rates.error().detail;
  EXPECT_EQ(text_of(*rates), "CHF=0.950@2026-11-26 GBP=0.79 JPY=150");
  EXPECT_EQ(parse_about_rates(text_of(*rates)), *rates);
  EXPECT_EQ(rates->front().set_at, at("2026-11-26"));
  EXPECT_FALSE(rates->back().set_at);
  EXPECT_TRUE(parse_about_rates(" , ")->empty());
  EXPECT_EQ(text_of({rate("GBP=0.00000012")}), "GBP=0.00000012");
}

TEST(AboutRate, NonsenseIsRefusedWithASentence) {
  const auto why = [](const std::string& text) {
    const auto rates = parse_about_rates(text);
    return rates ? std::string("taken") : rates.error().detail;
  };
  for (const char* const text : {"GBP", "XXQ=1", "gbp=0.79", "=0.79", "GBP:0.79"})
    EXPECT_TRUE(why(text).contains("no rate of a currency that is known")) << text;
  for (const char* const text :
       {"GBP=", "GBP=-1", "GBP=.5", "GBP=5.", "GBP=1e3", "GBP=0.7.9", "GBP=+1", "GBP=NaN"})
    EXPECT_TRUE(why(text).contains("is no rate: write how much")) << text;
  for (const char* const text : {"GBP=0", "GBP=0.00", "GBP=0,79"})
    EXPECT_TRUE(why(text).contains("more than nothing")) << text;
  for (const char* const text : {"GBP=0.123456789", "GBP=1234567890123", "GBP=12345.67890123"})
    EXPECT_TRUE(why(text).contains("too many digits")) << text;
  for (const char* const text : {"GBP=1@", "GBP=1@2026-02-30", "GBP=1@today", "GBP=1@2026-1-1"})
    EXPECT_TRUE(why(text).contains("no day that there is")) << text;
  EXPECT_TRUE(why("GBP=1 CHF=1 GBP=2").contains("two rates for GBP"));
  EXPECT_TRUE(why("GBP=1 CHF=1 JPY=1 EUR=1 SEK=1 NOK=1 DKK=1 CZK=1 PLN=1").contains("at most 8"));
}

TEST(AboutRate, AMonthMakesARateOldAndAYearTakesItAway) {
  const AboutRate it = rate("GBP=0.79@2026-01-01");
  EXPECT_FALSE(is_old(it, at("2026-02-01")));
  EXPECT_TRUE(is_old(it, at("2026-02-02")));
  EXPECT_TRUE(is_shown(it, at("2027-01-01")));
  EXPECT_FALSE(is_shown(it, at("2027-01-02")));
  const AboutRate undated = rate("GBP=0.79");
  EXPECT_FALSE(is_old(undated, at("2026-02-02")));
  EXPECT_TRUE(is_shown(undated, at("2026-02-02")));
}

}  // namespace
}  // namespace aan::catalog
