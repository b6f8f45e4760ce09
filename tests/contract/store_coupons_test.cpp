#include "tests/contract/store_contract.hpp"

#include <atomic>
#include <thread>
#include <vector>

namespace aan::contract {
namespace {

using ports::Retaken;

class StoreCoupons : public StoreContract {
 protected:
  sales::Coupon coupon(const std::string& code) {
    sales::Coupon coupon;
    coupon.id = ids.make<sales::CouponId>();
    coupon.code = code;
    coupon.percent_bps = 1250;
    coupon.created_at = clock.wall();
    return coupon;
  }
  sales::Coupon add(sales::Coupon coupon) {
    write([&](ports::UnitOfWork& unit) { return unit.coupons().add_coupon(coupon); });
    return coupon;
  }
  sales::Coupon find(const std::string& typed) {
    return read([&](const ports::Snapshot& at) {
             return at.coupons().find_coupon(sales::coupon_key(typed));
           })
        .value_or(sales::Coupon{});
  }
  bool hold(const sales::Coupon& of, const sales::OrderId& order) {
    return write([&](ports::UnitOfWork& unit) { return unit.coupons().hold_use(of.id, order); });
  }
  void release(const sales::OrderId& order) {
    write([&](ports::UnitOfWork& unit) { return unit.coupons().release_use(order); });
  }
  Retaken retake(const sales::OrderId& order) {
    return write([&](ports::UnitOfWork& unit) { return unit.coupons().retake_use(order); });
  }
};
AAN_ON_BOTH_ENGINES(StoreCoupons);

TEST_P(StoreCoupons, SayWhenTheFirstHeldUseMayBeFreeWhereAllAreTaken) {
  const Timestamp until = clock.wall() + Duration::minutes(30);
  sales::Coupon two = coupon("TWO");
  two.uses_max = 2;
  add(two);
  const Sale first = begin_sale();
  const sales::Order second = sample_order(ids, first.books);
  write([&](ports::UnitOfWork& unit) { return unit.sales().add_order(second); });
  const auto hold_until = [&](const sales::OrderId& order, Timestamp at) {
    write([&](ports::UnitOfWork& unit) { return unit.holds().put_hold({order, at, ""}); });
  };
  EXPECT_TRUE(hold(two, first.order.id));
  hold_until(first.order.id, until + Duration::minutes(5));
  EXPECT_EQ(find("two").use_back_at, std::nullopt) << "one is left";
  EXPECT_TRUE(hold(two, second.id));
  hold_until(second.id, until);
  EXPECT_EQ(find("two").use_back_at, until);
  const auto held = [&] {
    return read([&](const ports::Snapshot& at) { return at.holds().uses_held(two.id); });
  };
  EXPECT_EQ(held().held, 2);
  EXPECT_EQ(held().held_until, until);
  write([&](ports::UnitOfWork& unit) { return unit.holds().end_hold(second.id); });
  EXPECT_EQ(find("two").use_back_at, until + Duration::minutes(5)) << "that one is paid";
  EXPECT_EQ(held().held, 1);
  EXPECT_EQ(held().held_until, until + Duration::minutes(5));
  write([&](ports::UnitOfWork& unit) { return unit.holds().end_hold(first.order.id); });
  EXPECT_EQ(find("two").use_back_at, std::nullopt) << "all are used";
  EXPECT_EQ(held().held, 0);
  EXPECT_EQ(held().held_until, std::nullopt);
}

TEST_P(StoreCoupons, EverythingOfACouponComesBack) {
  const Sale sale = begin_sale(2);
  sales::Coupon it = coupon("HELLO-10");
  it.percent_bps = 0;
  it.amount_off = usd(500);
  it.minimum = usd(2000);
  it.starts_at = clock.wall();
  it.ends_at = clock.wall() + Duration::days(1);
  it.uses_max = 10;
  it.works = {sale.books[1].work.id, sale.books[0].work.id};
  add(it);
  const sales::Coupon found = find("hello 10");
  EXPECT_EQ(found.id, it.id);
  EXPECT_EQ(found.code, "HELLO-10");
  EXPECT_EQ(found.percent_bps, 0);
  EXPECT_EQ(found.amount_off, it.amount_off);
  EXPECT_EQ(found.minimum, it.minimum);
  EXPECT_EQ(found.starts_at, it.starts_at);
  EXPECT_EQ(found.ends_at, it.ends_at);
  EXPECT_EQ(found.uses_max, 10);
  EXPECT_EQ(found.uses, 0);
  EXPECT_EQ(found.works, it.works);
  EXPECT_EQ(found.created_at, it.created_at);
  EXPECT_TRUE(find("HELLO-11").id.empty());
  clock.advance(Duration::seconds(1));
  add(coupon("PLAIN"));
  const sales::Coupon plain = find("plain");
  EXPECT_EQ(plain.percent_bps, 1250);
  EXPECT_FALSE(plain.amount_off || plain.minimum || plain.starts_at || plain.ends_at ||
               plain.uses_max);
  const auto page = read([](const ports::Snapshot& at) { return at.coupons().list_coupons(0, 1); });
  EXPECT_EQ(page.total, 2);
  ASSERT_EQ(page.coupons.size(), 1U);
  EXPECT_EQ(page.coupons[0].code, "PLAIN") << "the newest first";
}

TEST_P(StoreCoupons, TwoCodesThatReadTheSameAreOne) {
  add(coupon("HELLO-10"));
  EXPECT_EQ(refused([&](ports::UnitOfWork& unit) {
              return unit.coupons().add_coupon(coupon("he11o IO"));
            }).reason,
            "coupon_exists");
}

TEST_P(StoreCoupons, EndingMovesTheEndForwardAndNeverBack) {
  const sales::Coupon it = add(coupon("HELLO"));
  const auto end = [&](Timestamp at) {
    write([&](ports::UnitOfWork& unit) { return unit.coupons().end_coupon(it.id, at); });
    return find("HELLO").ends_at;
  };
  const Timestamp now = clock.wall();
  EXPECT_EQ(end(now), now);
  EXPECT_EQ(end(now + Duration::days(1)), now);
  EXPECT_EQ(refused([&](ports::UnitOfWork& unit) {
              return unit.coupons().end_coupon({"test_none"}, now);
            }).code,
            Errc::not_found);
}

TEST_P(StoreCoupons, AUseIsHeldGivenBackAndTakenAgainBeyondTheLimit) {
  sales::Coupon it = coupon("ONCE");
  it.uses_max = 1;
  add(it);
  const Sale first = begin_sale();
  const Sale second = begin_sale();
  EXPECT_TRUE(hold(it, first.order.id));
  EXPECT_FALSE(hold(it, second.order.id)) << "one use, one order";
  EXPECT_EQ(find("ONCE").uses, 1);
  release(first.order.id);
  release(first.order.id);
  release(second.order.id);
  EXPECT_EQ(find("ONCE").uses, 0) << "given back once";
  EXPECT_EQ(retake(second.order.id), Retaken::nothing) << "it never had one";
  EXPECT_TRUE(hold(it, second.order.id));
  EXPECT_EQ(retake(second.order.id), Retaken::nothing) << "it still has it";
  EXPECT_EQ(retake(first.order.id), Retaken::beyond_limit);
  EXPECT_EQ(retake(first.order.id), Retaken::nothing);
  EXPECT_EQ(find("ONCE").uses, 2);
  release(second.order.id);
  release(first.order.id);
  EXPECT_EQ(retake(first.order.id), Retaken::within_limit);
}

TEST_P(StoreCoupons, ManyAtOnceTakeExactlyWhatThereIs) {
  constexpr int kOrders = 40;
  constexpr int kUses = 7;
  sales::Coupon it = coupon("MANY");
  it.uses_max = kUses;
  add(it);
  std::vector<sales::OrderId> orders;
  for (int i = 0; i < kOrders; ++i) orders.push_back(begin_sale().order.id);
  std::atomic<int> taken = 0;
  {
    std::vector<std::jthread> at_once;
    for (int thread = 0; thread < 8; ++thread)
      at_once.emplace_back([&, thread] {
        for (int i = thread; i < kOrders; i += 8)
          if (hold(it, orders[static_cast<std::size_t>(i)])) ++taken;
      });
  }
  EXPECT_EQ(taken, kUses);
  EXPECT_EQ(find("MANY").uses, kUses);
}

TEST_P(StoreCoupons, AnOrderKeepsItsCodeAndWhatItTookOffEachLine) {
  const Sale sale = begin_sale(2);
  sales::Order order = sample_order(ids, sale.books);
  order.lines[1].quoted.discount = order.quote.lines[1].discount = usd(99);
  order.quote.coupon = "HELLO-10";
  ASSERT_TRUE(sales::add_up(order.quote));
  write([&](ports::UnitOfWork& unit) { return unit.sales().add_order(order); });
  const auto found =
      read([&](const ports::Snapshot& at) { return at.sales().find_order(order.id); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->quote.coupon, "HELLO-10");
  EXPECT_EQ(found->quote.discount, usd(99));
  EXPECT_EQ(found->lines[0].quoted.discount, usd(0));
  EXPECT_EQ(found->lines[1].quoted.discount, usd(99));
  EXPECT_EQ(found->lines[1].quoted.total(), usd(400));
  EXPECT_TRUE(sales::is_consistent(found->quote));
  order.id = ids.make<sales::OrderId>();
  order.token_digest = crypto::sha256("another");
  for (sales::OrderLine& line : order.lines) line.id = ids.make<sales::OrderLineId>();
  order.lines[0].quoted.discount = usd(500);
  EXPECT_FALSE(store->write("test", [&](ports::UnitOfWork& unit) {
    return unit.sales().add_order(order);
  })) << "a discount above the price";
}

}  // namespace
}  // namespace aan::contract
