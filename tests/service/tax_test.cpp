#include "service/sale/tax_report.hpp"

#include <algorithm>

#include "service/attention/list_items.hpp"
#include "service/attention/watch.hpp"
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
  const auto look = [&] {
    must(Watch(world.shop->room, world.shop->providers).look({}));
    return must(list_attention(world.shop->room)).open;
  };
  const auto items = look();
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(attention::name_of(items[0].what.kind), "tax_doubted");
  EXPECT_EQ(items[0].what.label, view.order.reference);
  EXPECT_EQ(items[0].what.detail, "10.70 EUR, taxed in DE");

  const PlacedOrder later = place(world.add_book("Emma", world.money(1070)), "DE");
  pay(later, "FR", "m2");
  ports::OrdersInTrouble one;
  must(world.shop->room.store.read([&](const ports::Snapshot& at) -> Result<> {
    one = AAN_TRY(at.attention().tax_doubted(Timestamp{}, 1));
    return {};
  }));
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].id, later.id) << "old ones never hide a new one";
  EXPECT_EQ(look().size(), 2U);
  must(world.shop->refund.request({.order_id = order.id,
                                   .amount = world.money(1070),
                                   .requested_by = "operator",
                                   .idempotency_key = world.key()}));
  for (int round = 0; round < 3; ++round) world.run_jobs();
  const auto left = look();
  ASSERT_EQ(left.size(), 1U) << "it goes with the money";
  EXPECT_EQ(left[0].what.label, world.view(later).order.reference);
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

// A third, and all of it, given back; then the bank takes the whole payment.
TEST_F(Tax, WhatABankTakesOfWhatWasGivenBackIsInNoRow) {
  const auto offer = world.add_book("Walden", world.money(1070));
  const std::pair<std::string, std::int64_t> parts[] = {{"m1", 357}, {"m2", 1070}};
  for (const auto& [payment, part] : parts) {
    const PlacedOrder order = place(offer, "DE");
    pay(order, "DE", payment);
    must(world.shop->refund.request({order.id, world.money(part), "operator", world.key()}));
    world.run_jobs();
    const payment::PaymentIntent attempt = world.attempt(order);
    for (const PaymentEventKind word :
         {PaymentEventKind::dispute_withdrawn, PaymentEventKind::dispute_lost}) {
      ports::PaymentEvent event;
      event.provider_ref = attempt.provider_ref;
      event.kind = word;
      event.network_ref = "dispute of " + payment;
      event.about_ref = payment;
      event.amount = world.money(1070);
      event.at = world.clock.wall();
      world.confirm(world.card.tells(event));
    }
    EXPECT_EQ(world.state(order), sales::OrderState::charged_back);
  }
  world.expect_sound_ledger();
  const Timestamp begin = world.clock.wall() - Duration::days(1);
  const TaxReport report =
      must(tax_report(world.shop->room, ledger::Book::main, begin, begin + Duration::days(2)));
  ASSERT_EQ(report.rows.size(), 1U);
  EXPECT_EQ(report.rows[0].sold, world.money(2000));
  EXPECT_EQ(report.rows[0].given_back, world.money(2000));
  EXPECT_EQ(report.rows[0].tax, world.money(0));
  EXPECT_EQ(world.balance("main:losses"), 357 + 1070);
}

TEST_F(Tax, WhatWasGivenBackOfAPaymentThatIsLostLaterIsInNoRow) {
  world.card.set_refunds(testing::ScriptedProvider::Refunds::settled);
  const PlacedOrder order = place(world.add_book("Walden", world.money(1070)), "DE");
  pay(order, "DE", "m1");
  must(world.shop->refund.request({order.id, world.money(357), "operator", world.key()}));
  world.clock.advance(Duration::seconds(1));
  world.confirm(
      world.happens(world.card, world.attempt(order), PaymentEventKind::lost, "m1", 1070));
  EXPECT_EQ(world.state(order), sales::OrderState::payment_lost);
  world.expect_sound_ledger();
  const Timestamp begin = world.clock.wall() - Duration::days(1);
  const TaxReport report =
      must(tax_report(world.shop->room, ledger::Book::main, begin, begin + Duration::days(2)));
  ASSERT_EQ(report.rows.size(), 1U);
  EXPECT_EQ(report.rows[0].sold, world.money(0));
  EXPECT_EQ(report.rows[0].given_back, world.money(0));
  EXPECT_EQ(report.rows[0].tax, world.money(0));
  EXPECT_EQ(world.balance("main:losses"), 357);
}

TEST_F(Tax, TheSameKeyWithAnotherCountryIsAnotherRequest) {
  const auto book = world.add_book("Walden", world.money(1070));
  CheckoutRequest asked = request(book, "DE");
  must(world.shop->checkout.place(asked));
  asked.country = "FR";
  EXPECT_EQ(refusal(world.shop->checkout.place(asked)).reason, "idempotency_key_reused");
}

/// A service that a test speaks for.
class SpokenCheck final : public ports::TaxNumberCheck {
 public:
  Result<ports::TaxNumberAnswer> check(const tax::TaxNumber&) override {
    ++asked;
    if (!answer) return fail(Errc::unavailable, "test", "nobody is there");
    return *answer;
  }
  std::optional<ports::TaxNumberAnswer> answer;
  int asked = 0;
};

TEST(TaxNumbers, AYesIsRememberedForAWhileAndSilenceIsNot) {
  testing::ManualClock clock;
  SpokenCheck service;
  CheckTaxNumber numbers(clock, &service);
  const auto look = [&](bool may_ask) {
    return must(numbers.look("fr xx 123456789", "FR", may_ask)).standing;
  };
  EXPECT_EQ(look(true), NumberStanding::no_answer);
  EXPECT_EQ(look(true), NumberStanding::no_answer);
  EXPECT_EQ(service.asked, 2);
  service.answer = ports::TaxNumberAnswer{true, "W1", "2026-11-26"};
  EXPECT_EQ(look(false), NumberStanding::no_answer) << "a page that is looked at asks nobody";
  const NumberOutcome outcome = must(numbers.look("FRXX123456789", "FR", true));
  ASSERT_TRUE(outcome.proof);
  EXPECT_EQ(outcome.proof->reference, "W1");
  EXPECT_EQ(look(false), NumberStanding::confirmed);
  EXPECT_EQ(service.asked, 3);
  clock.advance(Duration::minutes(16));
  service.answer = ports::TaxNumberAnswer{false, "", ""};
  EXPECT_EQ(look(true), NumberStanding::unknown);
  EXPECT_EQ(look(false), NumberStanding::unknown);
  EXPECT_EQ(must(numbers.look("", "FR", true)).standing, NumberStanding::none);
  EXPECT_EQ(refusal(numbers.look("FR1", "FR", true)).reason, "tax_number_form");
  EXPECT_EQ(refusal(numbers.look("DE123456789", "FR", true)).reason, "tax_number_country");
}

TEST_F(Tax, AConfirmedBusinessAbroadIsChargedNoneAndTheProofStandsOnItsInvoice) {
  SpokenCheck service;
  service.answer = ports::TaxNumberAnswer{true, "W1", "2026-11-26"};
  CheckTaxNumber numbers(world.clock, &service);
  Checkout checkout(world.shop->room, world.shop->providers, world.shop->begin, world.shop->pace,
                    world.shop->taxes, numbers);
  CheckoutRequest asked = request(world.add_book("Walden", world.money(1055)), "FR");
  asked.tax_number = "FRXX123456789";
  asked.asks_service = true;
  EXPECT_EQ(refusal(checkout.place(asked)).reason, "name_needed");
  asked.receipt_name = "SARL Lune";
  const PlacedOrder order = must(checkout.place(asked));
  EXPECT_EQ(world.view(order).order.quote.total, world.money(1000));
  pay(order, "FR", "m1");
  const DocumentView seen = must(world.shop->documents.preview(order.token, {}));
  EXPECT_EQ(seen.document.number, 0);
  EXPECT_EQ(seen.billed_to.name, "SARL Lune");
  EXPECT_TRUE(world.view(order).documents.empty()) << "looking makes nothing";
  const sales::Document given = must(world.shop->documents.invoice(order.token, {}));
  EXPECT_EQ(given.tax, world.money(0));
  const DocumentView view = must(view_document(world.shop->room, "INV-000001"));
  EXPECT_EQ(view.billed_to.tax_number, "FRXX123456789");
  must(world.store->read([&](const ports::Snapshot& at) -> Result<> {
    const auto proof = AAN_TRY(find_tax_number(world.shop->room, at.sales(), view.order));
    EXPECT_EQ(proof->reference, "W1");
    return {};
  }));
  world.expect_sound_ledger();
}

TEST(TaxNumbers, OneSenderAsksTheServiceAFewTimesAndNobodyElsePaysForIt) {
  testing::ManualClock clock;
  SpokenCheck service;
  service.answer = ports::TaxNumberAnswer{false, "", ""};
  CheckTaxNumber numbers(clock, &service);
  const auto look = [&](int number, const std::string& sender) {
    return must(numbers.look("FR" + std::to_string(10'000'000'000 + number), "FR", true, sender))
        .standing;
  };
  for (int i = 0; i < 40; ++i) look(i, "flood");
  EXPECT_EQ(service.asked, 10);
  EXPECT_EQ(look(50, "flood"), NumberStanding::no_answer) << "tax is charged, as without an answer";
  EXPECT_EQ(look(51, "somebody else"), NumberStanding::unknown);
}

}  // namespace
}  // namespace aan::service
