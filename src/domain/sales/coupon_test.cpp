#include "domain/sales/coupon.hpp"

#include <gtest/gtest.h>

#include "testing/seeded_rng.hpp"

namespace aan::sales {
namespace {

constexpr Timestamp kNow{1'800'000'000'000'000};

Money usd(std::int64_t cents) { return {cents, *find_asset("USD")}; }

Quote quote_of(const std::vector<std::int64_t>& prices) {
  Quote quote;
  quote.subtotal = quote.discount = quote.tax = usd(0);
  for (std::size_t i = 0; i < prices.size(); ++i) {
    QuoteLine& line = quote.lines.emplace_back();
    line.work_id = {"w" + std::to_string(i)};
    line.price = usd(prices[i]);
    line.discount = usd(0);
  }
  EXPECT_TRUE(add_up(quote));
  return quote;
}

Coupon percent(std::int64_t points) {
  Coupon coupon;
  coupon.code = "HELLO-10";
  coupon.percent_bps = points;
  return coupon;
}

Coupon amount(std::int64_t cents) {
  Coupon coupon;
  coupon.code = "FIVER";
  coupon.amount_off = usd(cents);
  return coupon;
}

std::vector<std::int64_t> discounts(const Quote& quote) {
  std::vector<std::int64_t> all;
  for (const QuoteLine& line : quote.lines) all.push_back(line.discount.amount);
  return all;
}

std::string refusal(Quote quote, const Coupon& coupon) {
  const Quote before = quote;
  const auto applied = apply_coupon(quote, coupon, kNow);
  EXPECT_FALSE(applied);
  EXPECT_EQ(quote.total, before.total);
  EXPECT_EQ(discounts(quote), discounts(before));
  return applied ? "" : applied.error().reason;
}

TEST(Coupon, AnAmountHoldsInItsOwnCurrencyAndAPercentageInAll) {
  Quote euros = quote_of({400});
  for (Money* amount : {&euros.subtotal, &euros.discount, &euros.tax, &euros.lines[0].price,
                        &euros.lines[0].discount})
    amount->asset = *find_asset("EUR");
  ASSERT_TRUE(add_up(euros));
  EXPECT_EQ(refusal(euros, amount(100)), "coupon_other_currency");
  Coupon from = percent(1000);
  from.minimum = usd(1);
  EXPECT_EQ(refusal(euros, from), "coupon_other_currency");
  ASSERT_TRUE(apply_coupon(euros, percent(1000), kNow));
  EXPECT_EQ(euros.total, (Money{360, *find_asset("EUR")}));
  Coupon mixed = amount(100);
  mixed.minimum = Money{1, *find_asset("EUR")};
  EXPECT_FALSE(check_coupon(mixed, std::vector{usd(0).asset, *find_asset("EUR")}))
      << "of two currencies";
}

TEST(Coupon, OneCodeIsTypedInManyWays) {
  for (const char* typed : {"HELLO-10", "hello10", " he11o-IO ", "Hello 1 0", "HELLO\t10"})
    EXPECT_EQ(coupon_key(typed), "HE11010") << typed;
  for (const char* typed : {"", "HÉLLO", "A,B", "A_B", "HELLO!"})
    EXPECT_EQ(coupon_key(typed), "") << typed;
  EXPECT_EQ(coupon_key(std::string(kCouponCodeMax + 1, 'A')), "");
  EXPECT_EQ(coupon_code(" hello-10 ").value_or(""), "HELLO-10");
  EXPECT_FALSE(coupon_code("ab"));
  EXPECT_FALSE(coupon_code("a-b- -c,"));
}

TEST(Coupon, APercentageIsRoundedOnceAndSharedOutExactly) {
  Quote quote = quote_of({499, 499, 499});
  ASSERT_TRUE(apply_coupon(quote, percent(1000), kNow));
  EXPECT_EQ(quote.discount.amount, 150) << "149.7 rounded up, not three times 50";
  EXPECT_EQ(discounts(quote), (std::vector<std::int64_t>{50, 50, 50}));
  EXPECT_EQ(quote.total.amount, 1347);
  EXPECT_EQ(quote.proceeds, quote.total);
  EXPECT_EQ(quote.coupon, "HELLO-10");
  EXPECT_TRUE(is_consistent(quote));
}

TEST(Coupon, WhatIsLeftGoesToTheLargestRemainders) {
  Quote quote = quote_of({100, 200, 300});
  ASSERT_TRUE(apply_coupon(quote, amount(100), kNow));
  EXPECT_EQ(discounts(quote), (std::vector<std::int64_t>{17, 33, 50}));
  quote = quote_of({100, 100, 100});
  ASSERT_TRUE(apply_coupon(quote, amount(100), kNow));
  EXPECT_EQ(discounts(quote), (std::vector<std::int64_t>{34, 33, 33})) << "of equal ones the first";
}

TEST(Coupon, NothingFallsBelowZero) {
  Quote quote = quote_of({300, 0, 100});
  ASSERT_TRUE(apply_coupon(quote, amount(5000), kNow));
  EXPECT_EQ(discounts(quote), (std::vector<std::int64_t>{300, 0, 100}));
  EXPECT_TRUE(quote.total.is_zero());
  quote = quote_of({kOrderTotalMax});
  ASSERT_TRUE(apply_coupon(quote, percent(kCouponBasisPoints), kNow));
  EXPECT_TRUE(quote.total.is_zero());
}

TEST(Coupon, TakesOffOnlyTheBooksItIsFor) {
  Coupon coupon = percent(5000);
  coupon.works = {{"w1"}, {"elsewhere"}};
  Quote quote = quote_of({400, 600});
  ASSERT_TRUE(apply_coupon(quote, coupon, kNow));
  EXPECT_EQ(discounts(quote), (std::vector<std::int64_t>{0, 300}));
  coupon.works = {{"elsewhere"}};
  EXPECT_EQ(refusal(quote_of({400, 600}), coupon), "coupon_nothing_to_discount");
  EXPECT_EQ(refusal(quote_of({0}), percent(5000)), "coupon_nothing_to_discount");
  EXPECT_EQ(refusal(quote_of({4}), percent(1000)), "coupon_nothing_to_discount")
      << "less than half of the smallest amount";
}

TEST(Coupon, APriceThatTheBuyerSetIsLeftAlone) {
  Quote quote = quote_of({400, 600});
  quote.lines[0].buyer_set_price = true;
  ASSERT_TRUE(apply_coupon(quote, percent(5000), kNow));
  EXPECT_EQ(discounts(quote), (std::vector<std::int64_t>{0, 300}));
}

TEST(Coupon, SaysWhyItDoesNotWork) {
  Coupon coupon = percent(1000);
  coupon.starts_at = kNow + Duration::seconds(1);
  EXPECT_EQ(refusal(quote_of({400}), coupon), "coupon_not_yet");
  coupon.starts_at = kNow;
  coupon.ends_at = kNow;
  EXPECT_EQ(refusal(quote_of({400}), coupon), "coupon_expired");
  coupon.ends_at = kNow + Duration::seconds(1);
  coupon.uses_max = 2;
  coupon.uses = 2;
  EXPECT_EQ(refusal(quote_of({400}), coupon), "coupon_used_up");
  coupon.use_back_at = kNow + Duration::minutes(9);
  EXPECT_EQ(refusal(quote_of({400}), coupon), "coupon_held");
  coupon.use_back_at.reset();
  coupon.uses = 1;
  coupon.minimum = usd(401);
  EXPECT_EQ(refusal(quote_of({400}), coupon), "coupon_minimum");
  Quote quote = quote_of({401});
  EXPECT_TRUE(apply_coupon(quote, coupon, kNow)) << "before the discount it is enough";
}

TEST(Coupon, WhatCannotBeIsNotKept) {
  const std::vector<Asset> currency{*find_asset("USD")};
  EXPECT_TRUE(check_coupon(percent(1), currency));
  EXPECT_TRUE(check_coupon(amount(1), currency));
  EXPECT_FALSE(check_coupon(Coupon{}, currency)) << "takes nothing off";
  Coupon both = percent(1000);
  both.amount_off = usd(1);
  EXPECT_FALSE(check_coupon(both, currency));
  EXPECT_FALSE(check_coupon(percent(10'001), currency));
  EXPECT_FALSE(check_coupon(amount(1), std::vector{*find_asset("EUR")}));
  Coupon backwards = percent(1);
  backwards.starts_at = backwards.ends_at = kNow;
  EXPECT_FALSE(check_coupon(backwards, currency));
  Coupon never = percent(1);
  never.uses_max = 0;
  EXPECT_FALSE(check_coupon(never, currency));
}

// The sum of the lines is the discount, and no line strays more than one unit from its share.
TEST(Coupon, SharesAreExactForEveryCart) {
  testing::SeededRng chance(7);
  for (int round = 0; round < 20'000; ++round) {
    std::vector<std::int64_t> prices(1 + chance.below(8));
    for (std::int64_t& price : prices)
      price = static_cast<std::int64_t>(chance.below(chance.below(3) == 0 ? 3 : 100'000));
    Quote quote = quote_of(prices);
    const Coupon coupon = chance.below(2) == 0
                              ? percent(1 + static_cast<std::int64_t>(chance.below(10'000)))
                              : amount(1 + static_cast<std::int64_t>(chance.below(50'000)));
    const std::int64_t whole = quote.subtotal.amount;
    if (!apply_coupon(quote, coupon, kNow)) continue;
    std::int64_t sum = 0;
    for (const QuoteLine& line : quote.lines) {
      sum += line.discount.amount;
      const __int128 exact = static_cast<__int128>(quote.discount.amount) * line.price.amount;
      const __int128 off = static_cast<__int128>(line.discount.amount) * whole - exact;
      ASSERT_LT(off < 0 ? -off : off, whole);
      ASSERT_LE(line.discount.amount, line.price.amount);
    }
    ASSERT_EQ(sum, quote.discount.amount);
    ASSERT_EQ(quote.total.amount, whole - sum);
    ASSERT_TRUE(is_consistent(quote));
  }
}

}  // namespace
}  // namespace aan::sales
