#include "service/tax_report.hpp"
#include "tests/service/shop_world.hpp"

// What a registered shop charges, keeps of where buyers live, and owes.
namespace aan::service {
namespace {

tax::Regime germany(tax::Prices prices = tax::Prices::inclusive) {
  tax::Regime regime;
  regime.country = "DE";
  regime.prices = prices;
  regime.has_oss = true;
  return regime;
}

class Tax : public ::testing::Test {
 protected:
  Tax() {
    world.shop->taxes.regime = germany();
    world.card.set_refunds(testing::ScriptedProvider::Refunds::settled);
  }
  CheckoutRequest request(const catalog::OfferId& book, const std::string& country) {
    CheckoutRequest asked;
    asked.offers = {book};
    asked.method = "card";
    asked.country = country;
    asked.idempotency_key = world.key();
    return asked;
  }
  PlacedOrder place(const catalog::OfferId& book, const std::string& country) {
    return must(world.shop->checkout.place(request(book, country)));
  }
  void pay(const PlacedOrder& order, const std::string& card_country, const std::string& ref) {
    world.clock.advance(Duration::seconds(20));
    const payment::PaymentIntent attempt = world.attempt(order);
    auto event =
        world.happens(world.card, attempt, PaymentEventKind::settled, ref, attempt.due.amount);
    event.payer_country = card_country;
    world.confirm(event);
  }
  std::vector<tax::Evidence> evidence(const PlacedOrder& order) {
    std::vector<tax::Evidence> all;
    must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
      const auto stored = AAN_TRY(at.sales().find_order(order.id));
      all = AAN_TRY(read_tax_evidence(world.shop->room, at.sales(), *stored));
      return {};
    }));
    return all;
  }
  ShopWorld world{"EUR"};
};

TEST_F(Tax, NothingIsPlacedBeforeTheBuyersCountryIsKnown) {
  const auto book = world.add_book("Walden", world.money(1070));
  CheckoutRequest nowhere = request(book, "");
  EXPECT_EQ(refusal(world.shop->checkout.place(nowhere)).reason, "tax_country");
  EXPECT_EQ(must(world.shop->checkout.review(nowhere)).quote.treatment, tax::Treatment::undecided);
  EXPECT_EQ(refusal(world.shop->checkout.place(request(book, "XX"))).reason, "tax_country");
  EXPECT_EQ(world.view(place(book, "DE")).order.quote.tax, world.money(70));
}

TEST_F(Tax, WhatIsFreeAsksNothingAndKeepsNothing) {
  const auto book = world.add_book("Gift", world.money(0));
  const PlacedOrder order = place(book, "");
  EXPECT_EQ(world.state(order), OrderState::fulfilled);
  EXPECT_EQ(world.view(order).order.quote.treatment, tax::Treatment::none);
  EXPECT_TRUE(evidence(place(book, "DE")).empty()) << "and nothing is kept of who says it anyway";
}

TEST_F(Tax, AShopThatIsNotRegisteredChargesNoneAndKeepsNoCountry) {
  world.shop->taxes.regime = {};
  const auto book = world.add_book("Walden", world.money(1070));
  const PlacedOrder order = place(book, "DE");
  EXPECT_TRUE(world.view(order).order.quote.tax.is_zero());
  EXPECT_TRUE(evidence(order).empty());
  EXPECT_TRUE(world.view(order).order.buyer_key_wrapped.empty());
}

TEST_F(Tax, TheCardsCountryIsTheSecondPieceAndBothAreKept) {
  const PlacedOrder order = place(world.add_book("Walden", world.money(1055)), "FR");
  EXPECT_EQ(world.view(order).order.tax_proof, tax::Proof::one);
  pay(order, "FR", "m1");
  const OrderView view = world.view(order);
  EXPECT_EQ(view.order.tax_proof, tax::Proof::two);
  const auto pieces = evidence(order);
  ASSERT_EQ(pieces.size(), 2U);
  EXPECT_EQ(pieces[0].sign, tax::Sign::declared);
  EXPECT_EQ(pieces[1].sign, tax::Sign::card);
  EXPECT_EQ(pieces[1].source, "card:m1");
  EXPECT_EQ(pieces[1].country, "FR");
  EXPECT_EQ(world.balance("main:tax/FR/550"), -55);
  EXPECT_EQ(world.balance("main:sales"), -1000);
  world.expect_sound_ledger();
  EXPECT_TRUE(must(doubtful_sales(world.shop->room, false)).empty());
}

TEST_F(Tax, ACardFromElsewhereChangesNothingSilentlyAndIsAQuestion) {
  const PlacedOrder order = place(world.add_book("Walden", world.money(1070)), "DE");
  pay(order, "FR", "m1");
  const OrderView view = world.view(order);
  EXPECT_EQ(view.order.state, OrderState::fulfilled) << "the buyer has paid";
  EXPECT_EQ(view.order.tax_proof, tax::Proof::contradicted);
  EXPECT_TRUE(std::ranges::any_of(view.events, [](const sales::OrderEvent& event) {
    return event.kind == "tax_place_doubted" && event.detail == "card";
  }));
  const auto doubtful = must(doubtful_sales(world.shop->room, false));
  ASSERT_EQ(doubtful.size(), 1U);
  EXPECT_EQ(doubtful[0].order.id, order.id);
  EXPECT_EQ(doubtful[0].evidence.size(), 2U);
  world.expect_sound_ledger();
}

TEST_F(Tax, PricesWithoutTaxGetItAtCheckoutAndTheCardIsAskedForTheSum) {
  world.shop->taxes.regime = germany(tax::Prices::exclusive);
  const PlacedOrder order = place(world.add_book("Walden", world.money(1000)), "FI");
  EXPECT_EQ(world.attempt(order).due, world.money(1135));
  pay(order, "FI", "m1");
  EXPECT_EQ(world.balance("main:sales"), -1000);
  EXPECT_EQ(world.balance("main:tax/FI/1350"), -135);
  world.expect_sound_ledger();
}

TEST_F(Tax, ARefundTakesItsTaxBackAndTheReportEqualsTheLedger) {
  const PlacedOrder kept = place(world.add_book("Walden", world.money(1070)), "DE");
  const PlacedOrder returned = place(world.add_book("Emma", world.money(1070)), "DE");
  const PlacedOrder abroad = place(world.add_book("Ulysses", world.money(900)), "US");
  pay(kept, "DE", "m1");
  pay(returned, "DE", "m2");
  pay(abroad, "US", "m3");
  must(world.shop->refund.request(
      {.order_id = returned.id, .requested_by = "operator", .idempotency_key = world.key()}));
  world.clock.advance(Duration::minutes(10));
  world.run_jobs();
  world.run_jobs();
  EXPECT_EQ(world.balance("main:tax/DE/700"), -70);
  world.expect_sound_ledger();
  const Timestamp begin = world.clock.wall() - Duration::days(1);
  const TaxReport report =
      must(tax_report(world.shop->room, ledger::Book::main, begin, begin + Duration::days(2)));
  ASSERT_EQ(report.rows.size(), 2U);
  EXPECT_EQ(report.rows[0].country, "DE");
  EXPECT_EQ(report.rows[0].bps, 700);
  EXPECT_EQ(report.rows[0].sold, world.money(2000));
  EXPECT_EQ(report.rows[0].given_back, world.money(1000));
  EXPECT_EQ(report.rows[0].tax, world.money(70));
  EXPECT_EQ(report.rows[0].orders, 2);
  EXPECT_EQ(report.rows[1].country, "US");
  EXPECT_EQ(report.rows[1].treatment, "outside");
  EXPECT_EQ(report.rows[1].tax, world.money(0));
  std::int64_t sold = 0;
  std::int64_t back = 0;
  for (const ledger::TaxRow& row : report.rows) {
    sold += row.sold.amount;
    back += row.given_back.amount;
  }
  EXPECT_EQ(-sold, world.balance("main:sales"));
  EXPECT_EQ(back, world.balance("main:returns"));
  EXPECT_TRUE(
      must(tax_report(world.shop->room, ledger::Book::main, begin - Duration::days(2), begin))
          .rows.empty());
  EXPECT_EQ(refusal(tax_report(world.shop->room, ledger::Book::main, begin, begin)).code,
            Errc::invalid);
}

TEST_F(Tax, TheSameKeyWithAnotherCountryIsAnotherRequest) {
  const auto book = world.add_book("Walden", world.money(1070));
  CheckoutRequest asked = request(book, "DE");
  must(world.shop->checkout.place(asked));
  asked.country = "FR";
  EXPECT_EQ(refusal(world.shop->checkout.place(asked)).reason, "idempotency_key_reused");
}

}  // namespace
}  // namespace aan::service
