#include "domain/catalog/sale_rules.hpp"

#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

using catalog::SaleState;

class StoreSaleRules : public StoreContract {
 protected:
  catalog::Offer offer_of(const SampleBook& book) {
    return read([&](const ports::Snapshot& at) { return at.catalog().find_offer(book.offer.id); })
        ->offer;
  }
  SampleBook stored(const catalog::SaleRules& rules) {
    const SampleBook book = sample_book(ids, "dated" + std::to_string(++made_));
    write([&](ports::UnitOfWork& unit) -> Result<> {
      AAN_TRY(book.add(unit));
      return unit.catalog().set_rules(book.offer.id, rules, clock.wall());
    });
    return book;
  }
  std::int64_t follow(std::int64_t limit = 100) {
    return write([&](ports::UnitOfWork& unit) {
      return unit.catalog().follow_sale_dates(clock.wall(), limit);
    });
  }
  catalog::BookSummary summary_of(const SampleBook& book) {
    return read([&](const ports::Snapshot& at) { return at.catalog().summaries({book.work.id}); })
        .at(0);
  }
  /// A paid order of these books whose lines wait.
  sales::Order waiting(const std::vector<SampleBook>& books) {
    const sales::Order order = sample_order(ids, books);
    write([&](ports::UnitOfWork& unit) -> Result<> {
      AAN_TRY(unit.sales().add_order(order));
      for (const sales::OrderLine& line : order.lines)
        EXPECT_TRUE(AAN_TRY(unit.sales().add_preorder(line, order.id, clock.wall())));
      return {};
    });
    return order;
  }
  bool release(const sales::OrderLineId& line) {
    return write(
        [&](ports::UnitOfWork& unit) { return unit.sales().release_preorder(line, clock.wall()); });
  }
  std::vector<sales::Preorder> due() {
    return read(
        [&](const ports::Snapshot& at) { return at.sales().due_preorders(clock.wall(), 10); });
  }

 private:
  int made_ = 0;
};
AAN_ON_BOTH_ENGINES(StoreSaleRules);

TEST_P(StoreSaleRules, ComeBackAsTheyWereSet) {
  catalog::SaleRules rules;
  rules.sold_from = clock.wall() + Duration::days(1);
  rules.sold_until = clock.wall() + Duration::days(30);
  rules.release_at = clock.wall() + Duration::days(9);
  rules.territory = catalog::Territory::except;
  rules.countries = {"CH", "US"};
  const catalog::Offer back = offer_of(stored(rules));
  EXPECT_EQ(back.rules, rules);
  EXPECT_EQ(back.sale_state, SaleState::not_yet);
  EXPECT_EQ(offer_of(stored({})).rules, catalog::SaleRules{});
}

TEST_P(StoreSaleRules, FollowTheClockOnceForEachDateAlsoWhenItJumps) {
  catalog::SaleRules rules;
  rules.sold_from = clock.wall() + Duration::days(1);
  rules.release_at = clock.wall() + Duration::days(2);
  rules.sold_until = clock.wall() + Duration::days(3);
  const SampleBook book = stored(rules);
  const SampleBook other = stored(rules);
  EXPECT_EQ(follow(), 0);
  clock.advance(Duration::days(1));
  const auto before = read([](const ports::Snapshot& at) { return at.catalog().generation(); });
  EXPECT_EQ(follow(/*limit=*/1), 1);
  EXPECT_EQ(follow(), 1);
  EXPECT_EQ(follow(), 0);
  EXPECT_GT(read([](const ports::Snapshot& at) { return at.catalog().generation(); }), before);
  EXPECT_EQ(offer_of(book).sale_state, SaleState::preorder);
  EXPECT_EQ(summary_of(book).sale_state, SaleState::preorder);
  EXPECT_EQ(summary_of(book).sale_day, rules.release_at);
  clock.advance(Duration::days(20));
  EXPECT_EQ(follow(), 2);
  EXPECT_EQ(follow(), 0);
  EXPECT_EQ(offer_of(book).sale_state, SaleState::over);
  EXPECT_EQ(offer_of(other).sale_state, SaleState::over);
}

TEST_P(StoreSaleRules, APaidLineWaitsForTheDayOfItsOfferAndIsReleasedOnce) {
  catalog::SaleRules rules;
  rules.release_at = clock.wall() + Duration::days(2);
  const std::vector<SampleBook> books = {stored(rules), stored(rules)};
  const sales::Order order = waiting(books);
  EXPECT_FALSE(write([&](ports::UnitOfWork& unit) {
    return unit.sales().add_preorder(order.lines[0], order.id, clock.wall());
  })) << "it waits already";
  EXPECT_TRUE(due().empty());
  EXPECT_FALSE(release(order.lines[0].id)) << "its day has not come";
  const auto waits =
      read([&](const ports::Snapshot& at) { return at.sales().preorders(order.id); });
  ASSERT_EQ(waits.size(), 2U);
  EXPECT_EQ(waits[0].line_id, order.lines[0].id);
  EXPECT_EQ(waits[0].release_at, rules.release_at);
  EXPECT_FALSE(waits[0].released_at);
  clock.advance(Duration::days(2));
  EXPECT_EQ(due().size(), 2U);
  EXPECT_TRUE(release(order.lines[0].id));
  EXPECT_FALSE(release(order.lines[0].id)) << "once";
  ASSERT_EQ(due().size(), 1U);
  EXPECT_EQ(due()[0].line_id, order.lines[1].id);
}

TEST_P(StoreSaleRules, AMovedDayMovesForThoseWhoWaitAndADroppedOneEndsTheWait) {
  catalog::SaleRules rules;
  rules.release_at = clock.wall() + Duration::days(2);
  const SampleBook book = stored(rules);
  const sales::Order order = waiting({book});
  const auto set = [&](const std::optional<Timestamp>& day) {
    rules.release_at = day;
    write([&](ports::UnitOfWork& unit) {
      return unit.catalog().set_rules(book.offer.id, rules, clock.wall());
    });
  };
  set(clock.wall() + Duration::days(9));
  clock.advance(Duration::days(3));
  EXPECT_TRUE(due().empty());
  set(std::nullopt);
  EXPECT_EQ(due().size(), 1U);
  EXPECT_TRUE(release(order.lines[0].id));
}

TEST_P(StoreSaleRules, ALineThatHasItsRightDoesNotWait) {
  const SampleBook book = stored({});
  const sales::Order order = sample_order(ids, {book});
  write([&](ports::UnitOfWork& unit) -> Result<> {
    AAN_TRY(unit.sales().add_order(order));
    sales::Entitlement right;
    right.id = ids.make<sales::EntitlementId>();
    right.order_id = order.id;
    right.line_id = order.lines[0].id;
    right.edition_id = book.edition.id;
    right.edition_version = 1;
    AAN_TRY(unit.sales().add_entitlement(right));
    EXPECT_FALSE(AAN_TRY(unit.sales().add_preorder(order.lines[0], order.id, clock.wall())));
    return {};
  });
}

}  // namespace
}  // namespace aan::contract
