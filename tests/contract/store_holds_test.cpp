#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

class StoreHolds : public StoreContract {
 protected:
  void set(const SampleBook& book, std::optional<std::int64_t> copies) {
    write([&](ports::UnitOfWork& unit) {
      return unit.catalog().set_copies(book.offer.id, copies, clock.wall());
    });
  }
  sales::OrderId another(const Sale& sale) {
    const sales::Order order = sample_order(ids, sale.books);
    write([&](ports::UnitOfWork& unit) { return unit.sales().add_order(order); });
    return order.id;
  }
  // Takes a copy, and holds it until then.
  void hold(const SampleBook& book, const sales::OrderId& order, Timestamp until,
            const std::string& sender = {}) {
    write([&](ports::UnitOfWork& unit) -> Result<> {
      EXPECT_EQ(AAN_TRY(unit.stock().hold_copy(book.offer.id, order)), ports::Held::held);
      return unit.holds().put_hold({order, until, sender});
    });
  }
  void move(const sales::OrderId& order, Timestamp until) {
    write([&](ports::UnitOfWork& unit) { return unit.holds().put_hold({order, until, ""}); });
  }
  void end(const sales::OrderId& order) {
    write([&](ports::UnitOfWork& unit) { return unit.holds().end_hold(order); });
  }
  void release(const sales::OrderId& order) {
    write([&](ports::UnitOfWork& unit) -> Result<> {
      AAN_TRY(unit.stock().release_copies(order));
      return unit.holds().end_hold(order);
    });
  }
  std::vector<sales::OrderId> due(Timestamp at, std::int64_t limit = 10) {
    return read([&](const ports::Snapshot& s) { return s.holds().due_holds(at, limit); });
  }
  std::optional<Timestamp> back_at(const SampleBook& book) {
    return read([&](const ports::Snapshot& s) { return s.catalog().find_offer(book.offer.id); })
        .value()
        .offer.copies_back_at;
  }
  std::int64_t generation() {
    return read([](const ports::Snapshot& at) { return at.catalog().generation(); });
  }
  Timestamp now = clock.wall();
  Timestamp later = now + Duration::minutes(30);
};
AAN_ON_BOTH_ENGINES(StoreHolds);

TEST_P(StoreHolds, AHoldIsFoundMovedDueAndEnded) {
  const Sale sale = begin_sale();
  const sales::OrderId& order = sale.order.id;
  const auto found = [&] {
    return read([&](const ports::Snapshot& s) { return s.holds().find_hold(order); });
  };
  EXPECT_FALSE(found());
  end(order);
  set(sale.books[0], 5);
  hold(sale.books[0], order, later, "key:digest");
  ASSERT_TRUE(found());
  EXPECT_EQ(found()->order_id, order);
  EXPECT_EQ(found()->until, later);
  EXPECT_EQ(found()->sender, "key:digest");
  EXPECT_TRUE(due(later - Duration::microseconds(1)).empty());
  EXPECT_EQ(due(later), std::vector{order});
  move(order, later + Duration::minutes(5));
  EXPECT_TRUE(due(later).empty());
  end(order);
  EXPECT_FALSE(found());
  EXPECT_TRUE(due(later + Duration::days(1)).empty());
}

TEST_P(StoreHolds, WhatWasTakenAndNotPaidIsCountedForEachSenderAndKind) {
  const Sale sale = begin_sale();
  const sales::OrderId& order = sale.order.id;
  const sales::OrderId other = another(sale);
  const auto take = [&](const sales::OrderId& id, Timestamp at, const std::string& sender,
                        bool is_free) {
    write(
        [&](ports::UnitOfWork& unit) { return unit.holds().add_take({id, at, sender, is_free}); });
  };
  const auto takes = [&](const std::string& sender, bool is_free, Timestamp since) {
    return read(
        [&](const ports::Snapshot& s) { return s.holds().takes_of(sender, is_free, since); });
  };
  EXPECT_EQ(takes("one", false, Timestamp{}).takes, 0);
  EXPECT_EQ(takes("one", false, Timestamp{}).first_at, std::nullopt);
  take(order, now, "one", false);
  take(order, now, "one", false);  // the same again
  take(order, later, "one", false);
  take(other, later, "one", true);
  take(other, now, "two", false);
  EXPECT_EQ(takes("one", false, Timestamp{}).takes, 2);
  EXPECT_EQ(takes("one", false, Timestamp{}).first_at, now);
  EXPECT_EQ(takes("one", false, now).takes, 1) << "after that moment";
  EXPECT_EQ(takes("one", false, now).first_at, later);
  EXPECT_EQ(takes("one", true, Timestamp{}).takes, 1);
  EXPECT_EQ(takes("two", false, Timestamp{}).takes, 1);
  write([&](ports::UnitOfWork& unit) { return unit.holds().forget_takes(order); });
  EXPECT_EQ(takes("one", false, Timestamp{}).takes, 0) << "it was paid";
  write([&](ports::UnitOfWork& unit) { return unit.holds().forget_takes(other); });
  EXPECT_EQ(takes("one", true, Timestamp{}).takes, 1) << "for nothing stays so";
  const auto purge = [&](Timestamp before) {
    return write([&](ports::UnitOfWork& unit) { return unit.holds().purge_takes(before); });
  };
  EXPECT_EQ(purge(later), 0);
  EXPECT_EQ(purge(later + Duration::microseconds(1)), 1);
  EXPECT_EQ(takes("one", true, Timestamp{}).takes, 0);
}

TEST_P(StoreHolds, CopiesAreSoldOrHeldAndTheFirstThatMayComeBackIsKnown) {
  const Sale sale = begin_sale();
  const auto taken = [&] {
    return read(
        [&](const ports::Snapshot& s) { return s.holds().copies_taken(sale.books[0].offer.id); });
  };
  set(sale.books[0], 5);
  EXPECT_EQ(taken().sold, 0);
  EXPECT_EQ(taken().held, 0);
  hold(sale.books[0], sale.order.id, later);
  const sales::OrderId second = another(sale);
  hold(sale.books[0], second, later + Duration::minutes(5));
  const sales::OrderId third = another(sale);
  hold(sale.books[0], third, later);
  release(third);
  EXPECT_EQ(taken().held, 2);
  EXPECT_EQ(taken().sold, 0);
  EXPECT_EQ(taken().held_until, later);
  end(sale.order.id);
  EXPECT_EQ(taken().held, 1);
  EXPECT_EQ(taken().sold, 1);
  EXPECT_EQ(taken().held_until, later + Duration::minutes(5));
}

TEST_P(StoreHolds, TheLongestIsDueFirstAndNoMoreThanAskedFor) {
  const Sale sale = begin_sale();
  set(sale.books[0], 5);
  const sales::OrderId second = another(sale);
  hold(sale.books[0], sale.order.id, later);
  hold(sale.books[0], second, now);
  EXPECT_EQ(due(later), (std::vector{second, sale.order.id}));
  EXPECT_EQ(due(later, 1), std::vector{second});
}

TEST_P(StoreHolds, WhatOneSenderHoldsIsCountedAndOthersAreNot) {
  const Sale sale = begin_sale();
  const SampleBook& book = sale.books[0];
  set(book, 5);
  const auto holds_of = [&](const std::string& sender) {
    return read([&](const ports::Snapshot& s) { return s.holds().holds_of(sender); });
  };
  const auto copies_of = [&](const std::string& sender) {
    return read(
        [&](const ports::Snapshot& s) { return s.holds().copies_held_by(sender, book.offer.id); });
  };
  EXPECT_EQ(holds_of("a").orders, 0);
  EXPECT_EQ(holds_of("a").first_until, std::nullopt);
  hold(book, sale.order.id, later, "a");
  hold(book, another(sale), now, "a");
  hold(book, another(sale), now, "b");
  hold(book, another(sale), now);
  EXPECT_EQ(holds_of("a").orders, 2);
  EXPECT_EQ(holds_of("a").first_until, now);
  EXPECT_EQ(copies_of("a"), 2);
  EXPECT_EQ(holds_of("").orders, 0) << "who cannot be told from others is nobody";
  EXPECT_EQ(copies_of(""), 0);
  release(sale.order.id);
  EXPECT_EQ(holds_of("a").orders, 1);
  EXPECT_EQ(copies_of("a"), 1);
}

TEST_P(StoreHolds, ABookSaysWhenTheFirstOfItsHeldCopiesMayBeBack) {
  const Sale sale = begin_sale();
  const SampleBook& book = sale.books[0];
  const sales::OrderId& first = sale.order.id;
  const sales::OrderId second = another(sale);
  set(book, 2);
  hold(book, first, later);
  EXPECT_EQ(back_at(book), std::nullopt) << "there is one";
  hold(book, second, later + Duration::minutes(1));
  EXPECT_EQ(back_at(book), later);
  const auto shown =
      read([&](const ports::Snapshot& at) { return at.catalog().summaries({book.work.id}); }).at(0);
  EXPECT_EQ(shown.copies_back_at, later);
  end(first);
  EXPECT_EQ(back_at(book), later + Duration::minutes(1)) << "the first was paid";
  release(second);
  EXPECT_EQ(back_at(book), std::nullopt) << "there is one again";
  hold(book, another(sale), later);
  EXPECT_EQ(back_at(book), later);
}

TEST_P(StoreHolds, PagesAreMadeAnewWhenWhatTheySayOfHeldCopiesChanges) {
  const Sale sale = begin_sale();
  const SampleBook& book = sale.books[0];
  set(book, 1);
  hold(book, sale.order.id, later);
  std::int64_t before = generation();
  move(sale.order.id, later + Duration::minutes(5));
  EXPECT_GT(generation(), before) << "another moment is named";
  before = generation();
  end(sale.order.id);
  EXPECT_GT(generation(), before) << "the last copy is sold";
  before = generation();
  end(sale.order.id);
  EXPECT_EQ(generation(), before);
}

TEST_P(StoreHolds, AnOrderKnowsWhetherItGaveSomethingBackOfWhichThereIsLittle) {
  const Sale sale = begin_sale();
  const sales::OrderId& order = sale.order.id;
  const auto gave_back = [&] {
    return read([&](const ports::Snapshot& s) { return s.holds().gave_back(order); });
  };
  EXPECT_FALSE(gave_back());
  sales::Coupon coupon;
  coupon.id = ids.make<sales::CouponId>();
  coupon.code = "MANY";
  coupon.percent_bps = 1000;
  coupon.created_at = now;
  write([&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.coupons().add_coupon(coupon));
    AAN_TRY(unit.coupons().hold_use(coupon.id, order));
    return unit.coupons().release_use(order);
  });
  EXPECT_FALSE(gave_back()) << "as many uses as anybody wants";
  set(sale.books[0], 1);
  hold(sale.books[0], order, later);
  EXPECT_FALSE(gave_back());
  release(order);
  EXPECT_TRUE(gave_back());
  write([&](ports::UnitOfWork& unit) { return unit.stock().retake_copies(order); });
  EXPECT_FALSE(gave_back());
}

}  // namespace
}  // namespace aan::contract
