#include <gtest/gtest.h>

#include "domain/sales/coupon.hpp"
#include "domain/sales/quote.hpp"

namespace aan::sales {
namespace {

Money eur(std::int64_t cents) { return {cents, *find_asset("EUR")}; }

Quote quote_of(const std::vector<std::int64_t>& prices) {
  Quote quote;
  quote.subtotal = eur(0);
  for (const std::int64_t price : prices) {
    QuoteLine line;
    line.price = eur(price);
    line.discount = line.tax = line.tax_added = eur(0);
    quote.lines.push_back(line);
  }
  EXPECT_TRUE(add_up(quote));
  return quote;
}

tax::Decision taxed(std::int64_t bps, tax::Prices prices = tax::Prices::inclusive) {
  return {tax::Treatment::taxed, "DE", bps, 0, prices};
}

TEST(QuoteTax, APriceThatHoldsItStaysAndProceedsAreWithoutIt) {
  Quote quote = quote_of({499, 499, 499});
  ASSERT_TRUE(apply_tax(quote, taxed(700)));
  EXPECT_EQ(quote.total, eur(1497));
  EXPECT_EQ(quote.tax, eur(98)) << "97.94, rounded once and not three times 33";
  EXPECT_EQ(quote.proceeds, eur(1399));
  EXPECT_EQ(quote.lines[0].tax.amount + quote.lines[1].tax.amount + quote.lines[2].tax.amount, 98);
  EXPECT_EQ(quote.lines[0].total(), eur(499));
  EXPECT_TRUE(is_consistent(quote));
}

TEST(QuoteTax, APriceWithoutItGetsItOnTop) {
  Quote quote = quote_of({499, 1001});
  ASSERT_TRUE(apply_tax(quote, taxed(700, tax::Prices::exclusive)));
  EXPECT_EQ(quote.tax, eur(105));
  EXPECT_EQ(quote.total, eur(1605));
  EXPECT_EQ(quote.proceeds, eur(1500));
  EXPECT_EQ(quote.lines[0].total().amount + quote.lines[1].total().amount, 1605);
  EXPECT_TRUE(is_consistent(quote));
}

TEST(QuoteTax, WhatACouponTakesOffIsNotTaxed) {
  Quote quote = quote_of({1000, 1000});
  Coupon coupon;
  coupon.code = "HALF";
  coupon.percent_bps = 5000;
  ASSERT_TRUE(apply_coupon(quote, coupon, {}));
  ASSERT_TRUE(apply_tax(quote, taxed(1900)));
  EXPECT_EQ(quote.total, eur(1000));
  EXPECT_EQ(quote.tax, eur(160));
  EXPECT_TRUE(is_consistent(quote));
}

TEST(QuoteTax, AReverseChargeTakesOffWhatThePriceHeld) {
  Quote quote = quote_of({1070, 535});
  ASSERT_TRUE(
      apply_tax(quote, {tax::Treatment::reverse_charge, "FR", 0, 700, tax::Prices::inclusive}));
  EXPECT_EQ(quote.total, eur(1500));
  EXPECT_EQ(quote.tax, eur(0));
  EXPECT_EQ(quote.tax_added, eur(-105));
  EXPECT_EQ(quote.proceeds, eur(1500));
  EXPECT_EQ(quote.tax_bps, 700);
  EXPECT_TRUE(is_consistent(quote));
  Quote net = quote_of({1000});
  ASSERT_TRUE(
      apply_tax(net, {tax::Treatment::reverse_charge, "FR", 0, 700, tax::Prices::exclusive}));
  EXPECT_EQ(net.total, eur(1000)) << "nothing was added, so nothing comes off";
  EXPECT_TRUE(is_consistent(net));
}

TEST(QuoteTax, WhatCostsNothingHasNoPlace) {
  Quote quote = quote_of({0, 0});
  ASSERT_TRUE(apply_tax(quote, taxed(700)));
  EXPECT_EQ(quote.treatment, tax::Treatment::none);
  EXPECT_TRUE(quote.tax_country.empty());
  EXPECT_TRUE(is_consistent(quote));
}

TEST(QuoteTax, ATaxThatItsRateDoesNotGiveIsFound) {
  Quote quote = quote_of({499, 499});
  ASSERT_TRUE(apply_tax(quote, taxed(700)));
  Quote wrong = quote;
  wrong.tax_bps = 1900;
  EXPECT_FALSE(is_consistent(wrong));
  wrong = quote;
  wrong.tax.amount += 1;
  EXPECT_FALSE(is_consistent(wrong));
  wrong = quote;
  wrong.lines[0].tax.amount += 1;
  wrong.lines[1].tax.amount -= 1;
  EXPECT_FALSE(is_consistent(wrong));
  wrong = quote;
  wrong.treatment = tax::Treatment::outside;
  EXPECT_FALSE(is_consistent(wrong));
}

TEST(QuoteTax, AnOrderThatTaxMakesTooLargeIsRefused) {
  Quote quote = quote_of({kOrderTotalMax});
  EXPECT_EQ(apply_tax(quote, taxed(700, tax::Prices::exclusive)).error().reason, "total_too_large");
}

}  // namespace
}  // namespace aan::sales
