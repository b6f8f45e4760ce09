#include "domain/tax/regime.hpp"

#include <gtest/gtest.h>

#include "domain/tax/country.hpp"
#include "domain/tax/evidence.hpp"

namespace aan::tax {
namespace {

const Timestamp kNow = *parse_rfc3339("2026-11-26T12:00:00Z");

Regime shop(std::string country, bool has_oss = false) {
  Regime regime;
  regime.country = std::move(country);
  regime.has_oss = has_oss;
  return regime;
}

struct Case {
  const char* what;
  Regime regime;
  Buyer buyer;
  Treatment treatment;
  const char* country;
  std::int64_t bps;
};

TEST(TaxRegime, DecidesEachCaseAsTheDirectiveDoes) {
  Regime also_gb = shop("DE", true);
  also_gb.also = {"GB"};
  Regime standard = shop("DE", true);
  standard.kind = Kind::standard;
  const Case cases[] = {
      {"not registered", {}, {"DE"}, Treatment::none, "", 0},
      {"nobody said where", shop("DE"), {}, Treatment::undecided, "", 0},
      {"at home", shop("DE"), {"DE"}, Treatment::taxed, "DE", 700},
      {"a business at home", shop("DE"), {"DE", true}, Treatment::taxed, "DE", 700},
      {"abroad below the threshold", shop("DE"), {"FR"}, Treatment::taxed, "DE", 700},
      {"abroad with one office", shop("DE", true), {"FR"}, Treatment::taxed, "FR", 550},
      {"a zero rate is a rate", shop("DE", true), {"IE"}, Treatment::taxed, "IE", 0},
      {"Monaco is taxed as France", shop("DE", true), {"MC"}, Treatment::taxed, "FR", 550},
      {"outside of the Union", shop("DE", true), {"US"}, Treatment::outside, "US", 0},
      {"registered there itself", also_gb, {"GB"}, Treatment::taxed, "GB", 0},
      {"the Isle of Man is the United Kingdom", also_gb, {"IM"}, Treatment::taxed, "GB", 0},
      {"something else than books", standard, {"FR"}, Treatment::taxed, "FR", 2000},
      {"a business abroad", shop("DE", true), {"FR", true}, Treatment::reverse_charge, "FR", 0},
      {"a business abroad below the threshold",
       shop("DE"),
       {"FR", true},
       Treatment::reverse_charge,
       "FR",
       0},
      {"a business outside of the Union",
       shop("DE", true),
       {"CH", true},
       Treatment::outside,
       "CH",
       0},
      {"a British shop at home", shop("GB"), {"GB"}, Treatment::taxed, "GB", 0},
      {"a British shop abroad", shop("GB"), {"FR"}, Treatment::outside, "FR", 0},
      {"a British shop with the Union's office",
       shop("GB", true),
       {"FR"},
       Treatment::taxed,
       "FR",
       550},
      {"a British shop and a business of the Union",
       shop("GB", true),
       {"FR", true},
       Treatment::taxed,
       "FR",
       550},
  };
  for (const Case& one : cases) {
    const auto decision = decide(one.regime, Rates(), one.buyer, kNow);
    ASSERT_TRUE(decision) << one.what;
    EXPECT_EQ(decision->treatment, one.treatment) << one.what;
    EXPECT_EQ(decision->country, one.country) << one.what;
    EXPECT_EQ(decision->bps, one.bps) << one.what;
  }
}

TEST(TaxRegime, AReverseChargeKnowsWhatAPriceWithTaxHeld) {
  EXPECT_EQ(decide(shop("DE", true), Rates(), {"FR", true}, kNow)->relief, 550);
  EXPECT_EQ(decide(shop("DE"), Rates(), {"FR", true}, kNow)->relief, 700) << "what was charged";
}

TEST(TaxRegime, NoRateIsGuessed) {
  const Regime regime = shop("JP");
  EXPECT_EQ(decide(regime, Rates(), {"JP"}, kNow).error().reason, "tax_rate_unknown");
  EXPECT_EQ(check_regime(regime, Rates(), kNow).error().code, Errc::invalid);
  const Rates own = *Rates::create("JP=10, FR = 5.5");
  EXPECT_EQ(decide(regime, own, {"JP"}, kNow)->bps, 1000);
  EXPECT_TRUE(check_regime(regime, own, kNow));
  EXPECT_EQ(decide(regime, own, {"Japan"}, kNow).error().reason, "tax_country");
}

TEST(TaxRates, TheRateOfTheDayCounts) {
  const Rates rates;
  const auto at = [](const char* day) { return *parse_rfc3339(std::string(day) + "T00:00:00Z"); };
  EXPECT_EQ(rates.find("FI", Kind::ebook, at("2025-12-31")), 1400);
  EXPECT_EQ(rates.find("FI", Kind::ebook, at("2026-01-01")), 1350);
  EXPECT_EQ(rates.find("EE", Kind::standard, at("2025-06-30")), 2200);
  EXPECT_EQ(rates.find("EE", Kind::standard, at("2025-07-01")), 2400);
  EXPECT_EQ(rates.find("US", Kind::ebook, kNow), std::nullopt);
}

TEST(TaxRates, EveryMemberStateHasBothRatesInRange) {
  int members = 0;
  for (const Country& country : countries()) {
    if (!is_in_eu(country.code)) continue;
    ++members;
    for (const Kind kind : {Kind::ebook, Kind::standard}) {
      const auto rate = Rates().find(country.code, kind, kNow);
      ASSERT_TRUE(rate) << country.code;
      EXPECT_LE(*rate, 2700) << country.code;
    }
    EXPECT_LE(*Rates().find(country.code, Kind::ebook, kNow),
              *Rates().find(country.code, Kind::standard, kNow));
  }
  EXPECT_EQ(members, 27);
  for (const Rate& rate : shipped_rates()) EXPECT_LE(rate.from, kRatesAsOf) << rate.country;
}

TEST(TaxRates, WhatIsNoRateIsSaid) {
  for (const char* bad :
       {"DE", "DE=", "DE=x", "XX=7", "DE=51", "DE=-1", "DE=7.123", "DE=7.", "=7", "DE=100", "de=7"})
    EXPECT_FALSE(Rates::create(bad)) << bad;
  EXPECT_TRUE(Rates::create(" , "));
  EXPECT_EQ(percent(700), "7");
  EXPECT_EQ(percent(550), "5.5");
  EXPECT_EQ(percent(1025), "10.25");
  EXPECT_EQ(percent(5), "0.05");
  EXPECT_EQ(percent(0), "0");
}

TEST(TaxEvidence, TwoOriginsThatAgreeAreTwoPiecesAndOneThatDoesNotIsAQuestion) {
  using Pieces = std::vector<Evidence>;
  const Evidence said{Sign::declared, "", "FR", {}};
  const Evidence card{Sign::card, "stripe:pi_1", "FR", {}};
  const Evidence monaco{Sign::card, "stripe:pi_1", "MC", {}};
  const Evidence other{Sign::card, "stripe:pi_2", "DE", {}};
  const Evidence lost{Sign::card, "stripe:pi_3", "", {}};
  EXPECT_EQ(proof_of(Pieces{}), Proof::none);
  EXPECT_EQ(proof_of(Pieces{said}), Proof::one);
  EXPECT_EQ(proof_of(Pieces{said, lost}), Proof::one);
  EXPECT_EQ(proof_of(Pieces{said, card}), Proof::two);
  EXPECT_EQ(proof_of(Pieces{said, monaco}), Proof::two) << "one tax, one place";
  EXPECT_EQ(proof_of(Pieces{said, card, other}), Proof::contradicted);
}

}  // namespace
}  // namespace aan::tax
