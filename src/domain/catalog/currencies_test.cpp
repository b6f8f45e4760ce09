#include "domain/catalog/currencies.hpp"

#include <gtest/gtest.h>

namespace aan::catalog {
namespace {

const Asset kDollar = *find_asset("USD");
const Asset kEuro = *find_asset("EUR");
const Asset kPound = *find_asset("GBP");
const std::vector<Asset> kOffered{kEuro, kPound};

CurrencyChoice in(const Asset& shown) { return {kDollar, kOffered, shown}; }

Offer offer() {
  Offer one;
  one.price = Money{500, kDollar};
  one.compare_at = Money{900, kDollar};
  PriceTerms euros = Money{0, kEuro};
  euros.buyer_sets_price = true;
  euros.suggested = Money{300, kEuro};
  one.others = {euros, Money{700, *find_asset("JPY")}};
  return one;
}

TEST(Currencies, AnOfferIsShownWithTheTermsOfTheCurrencyAndTheOthersBesideIt) {
  Offer one = offer();
  show_in(one, in(kEuro));
  EXPECT_EQ(one.price, (Money{0, kEuro}));
  EXPECT_TRUE(one.buyer_sets_price);
  EXPECT_EQ(one.suggested, (Money{300, kEuro}));
  EXPECT_FALSE(one.compare_at) << "that was of another currency";
  EXPECT_EQ(sold_in(one), (std::vector{kEuro, kDollar})) << "yen are not offered any more";
  ASSERT_EQ(one.others.size(), 1U);
  EXPECT_EQ(one.others.front().compare_at, (Money{900, kDollar}));
}

TEST(Currencies, WithoutAPriceInTheCurrencyItHasNone) {
  Offer one = offer();
  show_in(one, in(kPound));
  EXPECT_FALSE(one.price);
  EXPECT_FALSE(one.compare_at);
  EXPECT_EQ(sold_in(one), (std::vector{kEuro, kDollar}));
  Offer unpriced;
  show_in(unpriced, in(kPound));
  EXPECT_TRUE(sold_in(unpriced).empty());
}

TEST(Currencies, TheShopsOwnIsTheFirstPrice) {
  Offer one = offer();
  show_in(one, in(kDollar));
  EXPECT_EQ(one.price, (Money{500, kDollar}));
  EXPECT_EQ(sold_in(one), (std::vector{kEuro, kDollar}));
}

TEST(Currencies, ABundleIsPricedInTheCurrencyOrNotSoldInIt) {
  BundleDetail detail;
  detail.bundle.price = {999, kDollar};
  detail.bundle.others = {{799, kEuro}};
  BundleDetail euros = detail;
  show_in(euros, in(kEuro));
  EXPECT_EQ(euros.bundle.price, (Money{799, kEuro}));
  EXPECT_TRUE(euros.bundle.is_priced);
  BundleDetail pounds = detail;
  show_in(pounds, in(kPound));
  EXPECT_FALSE(pounds.bundle.is_priced);
  EXPECT_EQ(standing_of(pounds).availability, Availability::not_in_currency);
  EXPECT_EQ(sold_in(pounds.bundle), (std::vector{kEuro, kDollar}));
  EXPECT_FALSE(saved(pounds));
}

TEST(Currencies, PricesAreOfCurrenciesThatAreOfferedOneOfEach) {
  const auto good = [](const std::vector<PriceTerms>& others) {
    return check_other_prices(others, kDollar, kOffered).has_value();
  };
  EXPECT_TRUE(good({}));
  EXPECT_TRUE(good({Money{0, kEuro}, Money{1, kPound}}));
  EXPECT_FALSE(good({Money{1, kDollar}})) << "that is the first price";
  EXPECT_FALSE(good({Money{1, kEuro}, Money{2, kEuro}}));
  EXPECT_FALSE(good({Money{1, *find_asset("JPY")}}));
  EXPECT_FALSE(good({Money{-1, kEuro}}));
  EXPECT_FALSE(good({PriceTerms{}}));
  PriceTerms mixed = Money{100, kEuro};
  mixed.compare_at = Money{200, kDollar};
  EXPECT_FALSE(good({mixed})) << "terms are of one currency";
}

}  // namespace
}  // namespace aan::catalog
