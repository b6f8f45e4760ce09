#include "domain/sales/order.hpp"

#include <gtest/gtest.h>

#include <set>

#include "domain/catalog/currencies.hpp"

namespace aan::sales {
namespace {

constexpr Timestamp kNow{1'800'000'000'000'000};

catalog::OfferDetail offer(std::int64_t cents, const char* code = "USD") {
  catalog::OfferDetail detail;
  detail.offer.id = {"o" + std::to_string(cents)};
  detail.offer.revision = 3;
  detail.offer.price = Money{cents, *find_asset(code)};
  detail.work.title = "A Book";
  detail.work.contributors = {
      {"Ines Calder", "Calder, Ines", "ines-calder", catalog::ContributorRole::author}};
  detail.files = {{{"f1"}, {}, "epub", "application/epub+zip", "a.epub", {}, "", 10}};
  return detail;
}

TEST(Quote, AmountsFollowFromTheLines) {
  const std::vector offers = {offer(900), offer(1250)};
  const auto quote = make_quote(offers, *find_asset("USD"), 7);
  ASSERT_TRUE(quote);
  EXPECT_EQ(quote->total.amount, 2150);
  EXPECT_EQ(quote->proceeds.amount, 2150);
  EXPECT_EQ(quote->lines[0].offer_revision, 3);
  EXPECT_EQ(quote->terms_version, 7);
  EXPECT_TRUE(is_consistent(*quote));
  Quote altered = *quote;
  altered.total.amount -= 1;
  EXPECT_FALSE(is_consistent(altered));
}

TEST(Quote, ZeroIsAPriceAndNoPriceIsNotForSale) {
  EXPECT_EQ(make_quote(std::vector{offer(0)}, *find_asset("USD"), 1)->total.amount, 0);
  auto unpriced = offer(1);
  unpriced.offer.price = std::nullopt;
  const auto refused = make_quote(std::vector{unpriced}, *find_asset("USD"), 1);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, "not_for_sale");
}

TEST(Quote, ABookWithoutAWholeFileIsBeingRestored) {
  auto damaged = offer(900);
  damaged.files[0].is_damaged = true;
  EXPECT_EQ(make_quote(std::vector{damaged}, *find_asset("USD"), 1).error().reason,
            "being_restored");
  damaged.files.push_back(damaged.files[0]);
  damaged.files[1].is_damaged = false;
  EXPECT_TRUE(make_quote(std::vector{damaged}, *find_asset("USD"), 1)) << "one file is whole";
}

TEST(Quote, ABookWithoutACopyLeftIsSoldOut) {
  auto gone = offer(900);
  gone.offer.copies_left = 0;
  EXPECT_EQ(make_quote(std::vector{gone}, *find_asset("USD"), 1).error().reason, "sold_out");
  gone.offer.copies_left = 1;
  EXPECT_TRUE(make_quote(std::vector{gone}, *find_asset("USD"), 1));
}

TEST(Quote, AnAmountThatABuyerSendsCountsOnlyWhereTheBuyerSetsThePrice) {
  const Asset usd = *find_asset("USD");
  auto own = offer(300);
  own.offer.buyer_sets_price = true;
  const std::vector offers = {own, offer(900)};
  const auto total = [&](const ChosenAmounts& chosen) {
    const auto quote = make_quote(offers, usd, 1, chosen);
    return quote ? quote->total.amount : -1;
  };
  EXPECT_EQ(total({}), 1200) << "the least";
  EXPECT_EQ(total({{offers[0].offer.id, {800, usd}}}), 1700);
  EXPECT_EQ(total({{offers[1].offer.id, {1, usd}}}), 1200) << "a price that nobody may send";
  EXPECT_EQ(make_quote(offers, usd, 1, {{offers[0].offer.id, {299, usd}}}).error().reason,
            "amount_below_minimum");
}

TEST(Quote, TwoCurrenciesEmptyCartsHiddenBooksAndOverflowAreRefused) {
  const Asset usd = *find_asset("USD");
  EXPECT_FALSE(make_quote(std::vector{offer(1), offer(2, "EUR")}, usd, 1));
  EXPECT_FALSE(make_quote({}, usd, 1));
  EXPECT_FALSE(make_quote(std::vector{offer(INT64_MAX), offer(1)}, usd, 1));
  auto hidden = offer(5);
  hidden.work.visibility = catalog::Visibility::hidden;
  EXPECT_FALSE(make_quote(std::vector{hidden}, usd, 1));
  EXPECT_FALSE(make_quote(std::vector(kQuoteLinesMax + 1, offer(1)), usd, 1));
}

TEST(Quote, WhatHasNoPriceInTheCurrencyOfTheOrderSaysInWhichOnesItIsSold) {
  const Asset pound = *find_asset("GBP");
  auto book = offer(500);
  book.offer.others = {Money{449, *find_asset("EUR")}};
  // Whether it was shown in that currency, or nobody looked: nothing is converted.
  auto shown = book;
  const std::vector<Asset> offered{*find_asset("EUR"), pound};
  catalog::show_in(shown.offer, {*find_asset("USD"), offered, pound});
  for (const catalog::OfferDetail& one : {book, shown}) {
    const auto refused = make_quote(std::vector{one}, pound, 1);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, "not_in_currency");
    EXPECT_EQ(refused.error().safe, "“A Book” is not sold in GBP, but in EUR, USD.");
  }
  catalog::show_in(book.offer, {*find_asset("USD"), offered, *find_asset("EUR")});
  const auto quote = make_quote(std::vector{book}, *find_asset("EUR"), 1);
  ASSERT_TRUE(quote);
  EXPECT_EQ(quote->total, (Money{449, *find_asset("EUR")}));
}

TEST(Quote, NothingIsOrderedThatNobodyCouldPay) {
  const Asset usd = *find_asset("USD");
  EXPECT_TRUE(make_quote(std::vector{offer(kOrderTotalMax)}, usd, 1));
  for (const auto& offers :
       {std::vector{offer(kOrderTotalMax + 1)}, std::vector{offer(kOrderTotalMax), offer(1)}}) {
    const auto refused = make_quote(offers, usd, 1);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, "total_too_large");
  }
}

TEST(OrderState, EveryNameIsReadBackAndNoTransitionLeadsToItself) {
  std::set<OrderState> reached;
  for (const OrderTransition& one : order_transitions()) {
    EXPECT_NE(one.from, one.to);
    EXPECT_TRUE(is_allowed(one.from, one.to));
    EXPECT_EQ(parse_order_state(name_of(one.from)), one.from);
    reached.insert(one.to);
  }
  EXPECT_EQ(reached.size(), 9U);
  EXPECT_FALSE(is_allowed(OrderState::open, OrderState::fulfilled));
  EXPECT_FALSE(is_allowed(OrderState::fulfilled, OrderState::open));
  EXPECT_FALSE(is_allowed(OrderState::charged_back, OrderState::paid));
}

TEST(Download, RefusalsSayWhichOfUnpaidExpiredExhausted) {
  DownloadGrant grant;
  grant.expires_at = kNow + kGrantFor;
  EXPECT_EQ(refusal_of(OrderState::open, grant, kNow), DownloadRefusal::unpaid);
  EXPECT_EQ(refusal_of(OrderState::fulfilled, grant, kNow), std::nullopt);
  EXPECT_EQ(refusal_of(OrderState::fulfilled, grant, grant.expires_at), DownloadRefusal::expired);
  grant.uses_left = 0;
  EXPECT_EQ(refusal_of(OrderState::fulfilled, grant, kNow), DownloadRefusal::exhausted);
  EXPECT_EQ(refusal_of(OrderState::refunded, grant, kNow), DownloadRefusal::withdrawn);
}

TEST(Download, ARenewalNeedsASpentGrantTimeAndRenewalsLeft) {
  DownloadGrant grant;
  grant.expires_at = kNow + kGrantFor;
  grant.renewed_at = kNow - kGrantRenewalEvery;
  EXPECT_EQ(may_renew(OrderState::fulfilled, grant, kNow).error().reason, "still_valid");
  grant.uses_left = 0;
  EXPECT_TRUE(may_renew(OrderState::fulfilled, grant, kNow));
  EXPECT_EQ(may_renew(OrderState::open, grant, kNow).error().reason, "unpaid");
  grant.renewed_at = kNow;
  EXPECT_EQ(may_renew(OrderState::fulfilled, grant, kNow).error().reason, "too_soon");
  grant.renewals_left = 0;
  EXPECT_EQ(may_renew(OrderState::fulfilled, grant, kNow).error().reason, "renewals_exhausted");
}

}  // namespace
}  // namespace aan::sales
