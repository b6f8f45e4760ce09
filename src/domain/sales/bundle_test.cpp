#include <gtest/gtest.h>

#include <array>
#include <functional>

#include "domain/sales/coupon.hpp"
#include "domain/sales/quote.hpp"
#include "testing/seeded_rng.hpp"

namespace aan::sales {
namespace {

const Asset kUsd = *find_asset("USD");
const Timestamp kNow = Timestamp::from_unix_seconds(1'795'000'000);

catalog::OfferDetail book(const std::string& name, std::int64_t cents) {
  catalog::OfferDetail detail;
  detail.offer.id = catalog::OfferId{"offer-" + name};
  detail.offer.price = Money{cents, kUsd};
  detail.work.id = catalog::WorkId{"work-" + name};
  detail.work.title = name;
  detail.edition.id = catalog::EditionId{"edition-" + name};
  detail.files.emplace_back().id = catalog::FileId{"file-" + name};
  return detail;
}

catalog::BundleDetail bundle(std::int64_t cents, std::vector<catalog::OfferDetail> books) {
  catalog::BundleDetail detail;
  detail.bundle.id = catalog::OfferId{"bundle"};
  detail.bundle.title = "Together";
  detail.bundle.price = Money{cents, kUsd};
  for (const catalog::OfferDetail& one : books) detail.bundle.works.push_back(one.work.id);
  detail.books = std::move(books);
  return detail;
}

Result<Quote> quote(const std::vector<catalog::OfferDetail>& books,
                    const catalog::BundleDetail& with) {
  return make_quote(books, kUsd, 1, {}, std::array{with});
}

std::string reason(const Result<Quote>& result) {
  return result ? std::string("none") : result.error().reason;
}

TEST(BundleQuote, SharesItsPriceOutByTheBooksOwnPrices) {
  const auto made = quote({}, bundle(1000, {book("a", 1000), book("b", 500), book("c", 501)}));
  ASSERT_TRUE(made) << made.error().to_string();
  ASSERT_EQ(made->lines.size(), 3U);
  EXPECT_EQ(made->lines[0].price.amount, 500);
  EXPECT_EQ(made->lines[1].price.amount, 250);
  EXPECT_EQ(made->lines[2].price.amount, 250);
  EXPECT_EQ(made->total.amount, 1000);
  for (const QuoteLine& line : made->lines) {
    EXPECT_EQ(line.bundle_id.value, "bundle");
    EXPECT_EQ(line.bundle_title, "Together");
  }
  EXPECT_TRUE(is_consistent(*made));
}

TEST(BundleQuote, OfFreeBooksIsSharedEqually) {
  const auto made = quote({}, bundle(100, {book("a", 0), book("b", 0), book("c", 0)}));
  ASSERT_TRUE(made);
  EXPECT_EQ(made->lines[0].price.amount, 34);
  EXPECT_EQ(made->lines[1].price.amount, 33);
  EXPECT_EQ(made->total.amount, 100);
}

TEST(BundleQuote, AddsUpWithCouponAndTaxWhateverThePrices) {
  testing::SeededRng chance(31);
  for (int round = 0; round < 2000; ++round) {
    std::vector<catalog::OfferDetail> books;
    std::size_t whole = 0;
    const std::size_t most = std::size_t{1} << chance.below(33);
    for (std::size_t i = 0, count = 2 + chance.below(19); i < count; ++i) {
      const std::size_t cents = chance.below(most);
      whole += cents;
      books.push_back(book(std::to_string(i), static_cast<std::int64_t>(cents)));
    }
    const auto price = static_cast<std::int64_t>(1 + chance.below(whole + 1));
    auto made = quote({book("beside", 700)}, bundle(price, books));
    ASSERT_TRUE(made) << made.error().to_string();
    Coupon coupon;
    coupon.code = "SOME";
    coupon.percent_bps = static_cast<std::int64_t>(1 + chance.below(10'000));
    ASSERT_TRUE(apply_coupon(*made, coupon, kNow) || coupon.percent_bps < 10);
    tax::Decision decision;
    decision.treatment = tax::Treatment::taxed;
    decision.country = "DE";
    decision.bps = 700;
    ASSERT_TRUE(apply_tax(*made, decision));
    std::int64_t of_bundle = 0;
    std::int64_t total = 0;
    for (const QuoteLine& line : made->lines) {
      if (!line.bundle_id.empty()) of_bundle += line.price.amount;
      total += line.total().amount;
      ASSERT_GE(line.total().amount, 0);
    }
    ASSERT_EQ(of_bundle, price);
    ASSERT_EQ(total, made->total.amount);
    ASSERT_TRUE(is_consistent(*made));
  }
}

TEST(BundleQuote, RestsWithItsBooksAndSaysWhich) {
  const auto rests = [](const std::function<void(catalog::BundleDetail&)>& change) {
    catalog::BundleDetail detail = bundle(900, {book("a", 500), book("b", 600)});
    change(detail);
    const auto made = quote({}, detail);
    return std::pair{reason(made), catalog::standing_of(detail)};
  };
  const auto hidden =
      rests([](auto& it) { it.books[1].work.visibility = catalog::Visibility::hidden; });
  EXPECT_EQ(hidden.first, "not_for_sale");
  EXPECT_EQ(hidden.second.because_of, "b");
  const auto damaged = rests([](auto& it) { it.books[0].files[0].is_damaged = true; });
  EXPECT_EQ(damaged.first, "being_restored");
  EXPECT_EQ(damaged.second.because_of, "a");
  const auto sold = rests([](auto& it) { it.books[0].offer.copies_left = 0; });
  EXPECT_EQ(sold.first, "sold_out");
  EXPECT_EQ(sold.second.availability, catalog::Availability::sold_out);
  EXPECT_EQ(rests([](auto& it) { it.bundle.visibility = catalog::Visibility::hidden; }).first,
            "bundle_not_for_sale");
  EXPECT_EQ(rests([](auto& it) { it.books.pop_back(); }).first, "bundle_not_for_sale");
}

TEST(BundleQuote, NobodyPaysTwiceForOneBook) {
  const auto it = bundle(900, {book("a", 500), book("b", 600)});
  EXPECT_EQ(reason(quote({book("b", 600)}, it)), "already_in_bundle");
  auto other = bundle(300, {book("c", 200), book("a", 500)});
  other.bundle.id = catalog::OfferId{"other"};
  EXPECT_EQ(reason(make_quote({}, kUsd, 1, {}, std::array{it, other})), "already_in_bundle");
}

TEST(BundleQuote, HoldsNoMoreBooksThanAnOrder) {
  std::vector<catalog::OfferDetail> books;
  for (int i = 0; i < 31; ++i) books.push_back(book("x" + std::to_string(i), 1));
  std::vector<catalog::OfferDetail> inside;
  for (int i = 0; i < 20; ++i) inside.push_back(book("y" + std::to_string(i), 1));
  EXPECT_EQ(reason(quote(books, bundle(10, inside))), "too_many");
}

TEST(BundleQuote, ACodeForOneBookTakesNothingOffABundleThatHoldsIt) {
  auto made = quote({}, bundle(900, {book("a", 500), book("b", 600)}));
  ASSERT_TRUE(made);
  Coupon coupon;
  coupon.code = "A-ONLY";
  coupon.percent_bps = 5000;
  coupon.works = {catalog::WorkId{"work-a"}};
  EXPECT_EQ(apply_coupon(*made, coupon, kNow).error().reason, "coupon_nothing_to_discount");
}

TEST(Bundle, IsCheckedBeforeItIsKept) {
  catalog::Bundle it = bundle(900, {book("a", 500), book("b", 600)}).bundle;
  EXPECT_TRUE(catalog::check_bundle(it, kUsd));
  const auto wrong = [&](const std::function<void(catalog::Bundle&)>& change) {
    catalog::Bundle other = it;
    change(other);
    const auto checked = catalog::check_bundle(other, kUsd);
    return checked ? std::string("none") : checked.error().reason;
  };
  EXPECT_EQ(wrong([](auto& b) { b.title = " "; }), "bundle_title");
  EXPECT_EQ(wrong([](auto& b) { b.title = std::string(201, 'x'); }), "bundle_title");
  EXPECT_EQ(wrong([](auto& b) { b.description = std::string(4001, 'x'); }), "bundle_text");
  EXPECT_EQ(wrong([](auto& b) { b.works.pop_back(); }), "bundle_books");
  EXPECT_EQ(wrong([](auto& b) { b.works.push_back(b.works[0]); }), "bundle_books");
  EXPECT_EQ(wrong([](auto& b) { b.price.amount = -1; }), "desk_price");
  EXPECT_EQ(wrong([](auto& b) { b.price = Money{1, *find_asset("EUR")}; }), "desk_price");
}

TEST(Bundle, SaysWhatIsSaved) {
  auto it = bundle(900, {book("a", 500), book("b", 600)});
  EXPECT_EQ(catalog::apart(it)->amount, 1100);
  EXPECT_EQ(catalog::saved(it)->amount, 200);
  it.books[1].files.clear();
  EXPECT_FALSE(catalog::saved(it)) << "nobody can buy that one alone";
  it = bundle(900, {book("a", 500), book("b", 600)});
  it.bundle.price.amount = 1100;
  EXPECT_FALSE(catalog::saved(it));
  it.books[0].offer.price.reset();
  EXPECT_FALSE(catalog::apart(it));
  it = bundle(900, {book("a", 500), book("b", 600)});
  it.books.pop_back();
  EXPECT_FALSE(catalog::apart(it)) << "one is not shown";
  EXPECT_FALSE(catalog::saved(it));
}

}  // namespace
}  // namespace aan::sales
