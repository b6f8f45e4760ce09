#include <atomic>
#include <thread>
#include <vector>

#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

using ports::Held;

class StoreStock : public StoreContract {
 protected:
  void set(const SampleBook& book, std::optional<std::int64_t> copies) {
    write([&](ports::UnitOfWork& unit) {
      return unit.catalog().set_copies(book.offer.id, copies, clock.wall());
    });
  }
  std::optional<std::int64_t> left(const SampleBook& book) {
    return read([&](const ports::Snapshot& at) { return at.catalog().find_offer(book.offer.id); })
        .value()
        .offer.copies_left;
  }
  std::int64_t generation() {
    return read([](const ports::Snapshot& at) { return at.catalog().generation(); });
  }
  Held hold(const SampleBook& book, const sales::OrderId& order) {
    return write(
        [&](ports::UnitOfWork& unit) { return unit.stock().hold_copy(book.offer.id, order); });
  }
  void release(const sales::OrderId& order) {
    write([&](ports::UnitOfWork& unit) { return unit.stock().release_copies(order); });
  }
  std::vector<catalog::OfferId> retake(const sales::OrderId& order) {
    return write([&](ports::UnitOfWork& unit) { return unit.stock().retake_copies(order); });
  }
  // Another open order of the same books.
  sales::OrderId another(const Sale& sale) {
    const sales::Order order = sample_order(ids, sale.books);
    write([&](ports::UnitOfWork& unit) { return unit.sales().add_order(order); });
    return order.id;
  }
};
AAN_ON_BOTH_ENGINES(StoreStock);

TEST_P(StoreStock, WithoutALimitNothingIsHeld) {
  const Sale sale = begin_sale();
  EXPECT_EQ(left(sale.books[0]), std::nullopt);
  EXPECT_EQ(hold(sale.books[0], sale.order.id), Held::unlimited);
  release(sale.order.id);
  EXPECT_TRUE(retake(sale.order.id).empty());
  EXPECT_EQ(left(sale.books[0]), std::nullopt);
}

TEST_P(StoreStock, ACopyIsHeldGivenBackAndSoldTwiceWhenPaidLate) {
  const Sale sale = begin_sale();
  const SampleBook& book = sale.books[0];
  const sales::OrderId first = sale.order.id;
  const sales::OrderId second = another(sale);
  set(book, 1);
  EXPECT_EQ(hold(book, first), Held::held);
  EXPECT_EQ(left(book), 0);
  EXPECT_EQ(hold(book, second), Held::none_left);
  release(first);
  release(first);
  EXPECT_EQ(left(book), 1) << "given back once";
  EXPECT_EQ(hold(book, second), Held::held);
  EXPECT_EQ(retake(second), std::vector<catalog::OfferId>{}) << "it still has its copy";
  EXPECT_EQ(retake(first), std::vector{book.offer.id}) << "sold all the same";
  EXPECT_EQ(left(book), 0);
  EXPECT_TRUE(retake(first).empty());
}

TEST_P(StoreStock, ALimitThatIsLiftedOrSetAnewCountsFromThere) {
  const Sale sale = begin_sale();
  set(sale.books[0], 1);
  EXPECT_EQ(hold(sale.books[0], sale.order.id), Held::held);
  set(sale.books[0], std::nullopt);
  release(sale.order.id);
  EXPECT_EQ(left(sale.books[0]), std::nullopt);
  EXPECT_TRUE(retake(sale.order.id).empty()) << "there are as many as anybody wants";
  EXPECT_EQ(refused([](ports::UnitOfWork& unit) {
              return unit.catalog().set_copies({"test_none"}, 1, {});
            }).code,
            Errc::not_found);
}

TEST_P(StoreStock, PagesAreMadeAnewOnlyWhenCopiesAreFew) {
  const Sale sale = begin_sale();
  const SampleBook& book = sale.books[0];
  set(book, catalog::kFewCopies + 3);
  std::int64_t before = generation();
  EXPECT_EQ(hold(book, sale.order.id), Held::held);
  EXPECT_EQ(generation(), before) << "one out of many";
  EXPECT_EQ(hold(book, another(sale)), Held::held);
  before = generation();
  EXPECT_EQ(hold(book, another(sale)), Held::held);
  EXPECT_EQ(left(book), catalog::kFewCopies);
  EXPECT_GT(generation(), before) << "few from now on";
  before = generation();
  release(sale.order.id);
  EXPECT_GT(generation(), before) << "and not few any more";
}

TEST_P(StoreStock, ManyAtOnceTakeExactlyWhatThereIs) {
  constexpr int kOrders = 40;
  constexpr int kCopies = 7;
  const Sale sale = begin_sale();
  set(sale.books[0], kCopies);
  std::vector<sales::OrderId> orders;
  for (int i = 0; i < kOrders; ++i) orders.push_back(another(sale));
  std::atomic<int> taken = 0;
  {
    std::vector<std::jthread> at_once;
    for (int thread = 0; thread < 8; ++thread)
      at_once.emplace_back([&, thread] {
        for (int i = thread; i < kOrders; i += 8)
          if (hold(sale.books[0], orders[static_cast<std::size_t>(i)]) == Held::held) ++taken;
      });
  }
  EXPECT_EQ(taken, kCopies);
  EXPECT_EQ(left(sale.books[0]), 0);
}

TEST_P(StoreStock, WhatBelongsToAPriceComesBackAndIsShownInLists) {
  SampleBook book = sample_book(ids, "margins");
  book.offer.compare_at = usd(999);
  book.offer.copies_left = 3;
  write([&](ports::UnitOfWork& unit) { return book.add(unit); });
  const auto find = [&] {
    return read([&](const ports::Snapshot& at) { return at.catalog().find_offer(book.offer.id); })
        .value()
        .offer;
  };
  EXPECT_EQ(find().compare_at, usd(999));
  EXPECT_EQ(find().copies_left, 3);
  const auto shown = [&] {
    return read([&](const ports::Snapshot& at) { return at.catalog().summaries({book.work.id}); })
        .at(0);
  };
  EXPECT_EQ(shown().compare_at, usd(999));
  EXPECT_EQ(shown().copies_left, 3);
  EXPECT_FALSE(shown().buyer_sets_price);
  catalog::PriceTerms own = usd(0);
  own.buyer_sets_price = true;
  own.suggested = usd(800);
  write([&](ports::UnitOfWork& unit) {
    return unit.catalog().set_price(book.offer.id, own, clock.wall());
  });
  EXPECT_EQ(static_cast<const catalog::PriceTerms&>(find()), own) << "all of it is new";
  EXPECT_EQ(find().revision, 2);
  EXPECT_EQ(find().copies_left, 3) << "copies are not of the price";
  EXPECT_TRUE(shown().buyer_sets_price);
  EXPECT_EQ(shown().compare_at, std::nullopt);
}

}  // namespace
}  // namespace aan::contract
