#include "service/customer/personal_data.hpp"
#include "service/sale/gifts.hpp"
#include "service/sale/tax_report.hpp"
#include "service/sandbox_clock.hpp"
#include "tests/service/shop_world.hpp"

// What is older than the shop keeps it goes by itself, and the accounts stay.
namespace aan::service {
namespace {

class AgesOfThings : public ::testing::Test {
 protected:
  AgesOfThings() {
    world.shop->taxes.regime.country = "DE";
    world.shop->taxes.regime.has_oss = true;
  }
  PlacedOrder place(const std::string& name, const std::string& country = "FR") {
    CheckoutRequest asked;
    asked.offers = {book};
    asked.method = "card";
    asked.country = country;
    asked.email = "ada@example.org";
    asked.receipt_name = name;
    asked.idempotency_key = world.key();
    return must(world.shop->checkout.place(asked));
  }
  PlacedOrder buy(const std::string& name) {
    PlacedOrder order = place(name);
    world.pay(order);
    return order;
  }
  sales::Order stored(const PlacedOrder& order) {
    std::optional<sales::Order> found;
    must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
      found = AAN_TRY(at.sales().find_order(order.id));
      return {};
    }));
    return found.value_or(sales::Order{});
  }
  bool has_name(const PlacedOrder& order) { return !stored(order).receipt_name_sealed.empty(); }
  void pass(Duration time) {
    world.clock.advance(time);
    world.run_jobs();
  }
  Ages& ages() { return world.shop->room.ages; }

  ShopWorld world{"EUR"};
  catalog::OfferId book = world.add_book("Walden", world.money(1055));
};

TEST_F(AgesOfThings, NamesGoAfterNinetyDaysByThemselves) {
  const PlacedOrder order = buy("Ada");
  pass(Duration::days(89));
  EXPECT_TRUE(has_name(order));
  pass(Duration::days(2));
  EXPECT_FALSE(has_name(order));
}

TEST_F(AgesOfThings, NamesStayUntilTheirPersonAsksWhereTheShopSaysSo) {
  ages().names = {};
  const PlacedOrder old = buy("Ada");
  pass(Duration::days(4000));
  EXPECT_TRUE(has_name(old));
  const PlacedOrder young = buy("Bea");
  ages().names = Duration::days(30);
  world.run_jobs();
  EXPECT_FALSE(has_name(old));
  EXPECT_TRUE(has_name(young));
  pass(Duration::days(29));
  EXPECT_TRUE(has_name(young));
  pass(Duration::days(2));
  EXPECT_FALSE(has_name(young));
}

TEST_F(AgesOfThings, AccountsTaxCountryAndItsEvidenceStayWhenNamesGo) {
  ages().names = ages().addresses = Duration::days(14);
  const PlacedOrder order = buy("Ada");
  const Timestamp begin = world.clock.wall() - Duration::days(1);
  const auto sums = [&] {
    return must(tax_report(world.shop->room, ledger::Book::main, begin, begin + Duration::days(3)))
        .rows;
  };
  const auto before = sums();
  pass(Duration::days(15));
  const sales::Order after = stored(order);
  EXPECT_TRUE(after.receipt_name_sealed.empty());
  EXPECT_FALSE(world.view(order).has_address);
  EXPECT_EQ(after.quote.tax_country, "FR");
  EXPECT_EQ(after.quote.tax, world.money(55));
  EXPECT_FALSE(after.buyer_key_wrapped.empty()) << "evidence for taxes lies under it";
  EXPECT_EQ(sums().size(), before.size());
  EXPECT_EQ(sums().front().tax, before.front().tax);
  world.expect_sound_ledger();
}

TEST_F(AgesOfThings, WordsOfAGiftWaitForItsDayAndThenForTheirAge) {
  ages().names = Duration::days(20);
  CheckoutRequest asked;
  asked.offers = {book};
  asked.method = "card";
  asked.country = "FR";
  asked.idempotency_key = world.key();
  asked.gift.name = "Bea";
  asked.gift.message = "Happy birthday";
  asked.gift.day = rfc3339(world.clock.wall() + Duration::days(60)).substr(0, 10);
  const PlacedOrder order = must(world.shop->checkout.place(asked));
  world.pay(order);
  const auto has_words = [&] { return !world.view(order).gift->key_wrapped.empty(); };
  pass(Duration::days(50));
  EXPECT_TRUE(has_words());
  pass(Duration::days(31));
  EXPECT_FALSE(has_words());
}

TEST_F(AgesOfThings, UnpaidOrdersGoWhenTheShopSays) {
  ages().unpaid_orders = Duration::days(14);
  const PlacedOrder order = place("Ada");
  for (int day = 0; day < 13; ++day) pass(Duration::days(1));
  EXPECT_FALSE(stored(order).id.value.empty());
  for (int day = 0; day < 3; ++day) pass(Duration::days(1));
  EXPECT_TRUE(stored(order).id.value.empty());
}

class ClockOfASandbox : public ::testing::Test {
 protected:
  ShopWorld world;
  MovedClock own{world.clock};
  Room room{*world.store,       world.blobs,    own,     world.rng, world.ids, world.keys,
            world.shop->sealer, world.currency, nullptr, {},        {},        &world.clock};
  SandboxClock clock{room, &own};
};

TEST_F(ClockOfASandbox, GoesForwardOnlyAndRemembersIt) {
  const Timestamp real = world.clock.wall();
  EXPECT_EQ(must(clock.look()).ahead, Duration{});
  EXPECT_EQ(must(clock.advance(Duration::hours(2), "ada")).now, real + Duration::hours(2));
  EXPECT_EQ(refusal(clock.advance_to(real + Duration::hours(1), "ada")).reason, "clock_back");
  EXPECT_EQ(must(clock.advance_to(real + Duration::days(3), "ada")).ahead, Duration::days(3));
  EXPECT_EQ(room.time_outside(), real);
  EXPECT_EQ(refusal(clock.advance(Duration::days(3660), "ada")).reason, "clock_range");
  MovedClock elsewhere{world.clock};
  SandboxClock other{room, &elsewhere};
  must(other.follow());
  EXPECT_EQ(elsewhere.ahead(), Duration::days(3)) << "another process of the shop";
}

TEST_F(ClockOfASandbox, MovesOnceForOneKey) {
  const std::string key = "a-key-of-somebody-4711";
  must(clock.advance(Duration::hours(2), "ada", key));
  EXPECT_EQ(must(clock.advance(Duration::hours(2), "ada", key)).ahead, Duration::hours(2));
  must(clock.advance(Duration::days(30), "ada", "another-key-of-hers-0815"));
  must(world.shop->jobs.purge());
  EXPECT_EQ(must(clock.advance(Duration::days(30), "ada", "another-key-of-hers-0815")).ahead,
            Duration::days(30) + Duration::hours(2));
  must(clock.advance(Duration::hours(1), "ada"));
  EXPECT_EQ(must(clock.advance(Duration::hours(1), "ada")).ahead,
            Duration::days(30) + Duration::hours(4))
      << "without a key each is one of its own";
}

TEST_F(ClockOfASandbox, StandsStillWhereRealMoneyWasCounted) {
  world.buy({world.add_book("Walden", world.money(499))});
  EXPECT_EQ(refusal(clock.advance(Duration::hours(1), "ada")).reason, "clock_fixed");
  EXPECT_EQ(must(clock.look()).ahead, Duration{});
}

TEST_F(ClockOfASandbox, CannotBeMovedWhereItIsTheRealOne) {
  SandboxClock fixed{room, nullptr};
  EXPECT_EQ(refusal(fixed.advance(Duration::hours(1), "ada")).reason, "clock_fixed");
  EXPECT_EQ(refusal(fixed.look()).reason, "clock_fixed");
  must(fixed.follow());
}

}  // namespace
}  // namespace aan::service
