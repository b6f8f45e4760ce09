#include <algorithm>

#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

using sales::OrderState;

class StoreTax : public StoreContract {
 protected:
  void SetUp() override {
    StoreContract::SetUp();
    if (IsSkipped()) return;
    books = {sample_book(ids, "book0"), sample_book(ids, "book1")};
    order = sample_order(ids, books);
    ASSERT_TRUE(sales::apply_tax(order.quote,
                                 {tax::Treatment::taxed, "DE", 700, 0, tax::Prices::inclusive}));
    for (std::size_t i = 0; i < books.size(); ++i) order.lines[i].quoted = order.quote.lines[i];
    order.tax_proof = tax::Proof::one;
    intent = sample_intent(ids, order);
    write([&](ports::UnitOfWork& unit) -> Result<> {
      for (const SampleBook& book : books) AAN_TRY(book.add(unit));
      AAN_TRY(unit.sales().add_order(order));
      return unit.payments().add_intent(intent);
    });
  }
  void append(ports::UnitOfWork& u, const std::string& kind, const std::string& to,
              const std::string& from, std::int64_t cents) {
    EXPECT_TRUE(u.ledger().append(sample_entry(ids, order.id, kind, to, from, cents)));
  }
  // 9.98 with a tax of 0.65, paid and delivered.
  void settle() {
    write([&](ports::UnitOfWork& u) -> Result<> {
      AAN_TRY(u.payments().put_payment(sample_payment(ids, intent, usd(998))));
      append(u, "capture", "main:clearing/sandbox", "main:unapplied", 998);
      append(u, "sale", "main:unapplied", "main:sales", 933);
      append(u, "tax", "main:unapplied", "main:tax/DE/700", 65);
      AAN_TRY(u.sales().move_order(order.id, OrderState::open, 1, OrderState::paid, clock.wall()));
      AAN_TRY(
          u.sales().move_order(order.id, OrderState::paid, 2, OrderState::fulfilled, clock.wall()));
      for (const sales::OrderLine& line : order.lines)
        AAN_TRY(u.sales().add_entitlement({ids.make<sales::EntitlementId>(), order.id, line.id,
                                           line.quoted.edition_id, 1, clock.wall()}));
      return {};
    });
  }
  std::vector<std::string> rules() {
    std::vector<std::string> broken;
    for (const ledger::Finding& one :
         read([](const ports::Snapshot& s) { return s.ledger().check(); }))
      broken.push_back(one.rule);
    return broken;
  }
  bool finds(std::string_view rule) { return std::ranges::count(rules(), rule) > 0; }

  std::vector<SampleBook> books;
  sales::Order order;
  payment::PaymentIntent intent;
};
AAN_ON_BOTH_ENGINES(StoreTax);

TEST_P(StoreTax, HowAnOrderWasTaxedComesBackAndItsAmountsFollowFromIt) {
  const auto found = read([&](const ports::Snapshot& s) { return s.sales().find_order(order.id); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->quote.treatment, tax::Treatment::taxed);
  EXPECT_EQ(found->quote.tax_country, "DE");
  EXPECT_EQ(found->quote.tax_bps, 700);
  EXPECT_EQ(found->quote.tax, usd(65));
  EXPECT_EQ(found->tax_proof, tax::Proof::one);
  EXPECT_EQ(found->quote.lines[0].tax.amount + found->quote.lines[1].tax.amount, 65);
  EXPECT_TRUE(sales::is_consistent(found->quote));
}

TEST_P(StoreTax, EvidenceIsKeptOnceAndListedByWhatItIsWorth) {
  const ports::SealedEvidence card{tax::Sign::card, "stripe:pi_1", std::string("s1\0\xff", 4),
                                   clock.wall()};
  write([&](ports::UnitOfWork& u) -> Result<> {
    EXPECT_TRUE(AAN_TRY(u.sales().add_tax_evidence(order.id, card)));
    EXPECT_FALSE(AAN_TRY(u.sales().add_tax_evidence(order.id, card)));
    return u.sales().set_tax_proof(order.id, tax::Proof::contradicted);
  });
  const auto kept =
      read([&](const ports::Snapshot& s) { return s.sales().tax_evidence(order.id); });
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].sign, tax::Sign::card);
  EXPECT_EQ(kept[0].source, "stripe:pi_1");
  EXPECT_EQ(kept[0].country_sealed, card.country_sealed);
  const auto doubtful = [&](tax::Proof proof) {
    return read([&](const ports::Snapshot& s) { return s.sales().orders_of_tax_proof(proof, 10); })
        .size();
  };
  EXPECT_EQ(doubtful(tax::Proof::contradicted), 0U) << "nobody has paid yet";
  settle();
  EXPECT_EQ(doubtful(tax::Proof::contradicted), 1U);
  EXPECT_EQ(doubtful(tax::Proof::one), 0U);
}

TEST_P(StoreTax, EvidenceOfAnOrderThatIsForgottenGoesWithIt) {
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(u.sales().add_tax_evidence(order.id, {tax::Sign::declared, "", "s", clock.wall()}));
    return u.sales().move_order(order.id, OrderState::open, 1, OrderState::cancelled, clock.wall());
  });
  const Timestamp later = clock.wall() + Duration::days(400);
  const auto purged =
      write([&](ports::UnitOfWork& u) { return u.sales().purge_unpaid(later, later, 10); });
  EXPECT_EQ(purged.orders, 1);
  EXPECT_TRUE(
      read([&](const ports::Snapshot& s) { return s.sales().tax_evidence(order.id); }).empty());
}

TEST_P(StoreTax, ATaxedSaleIsSoundAndEachWrongTaxIsFound) {
  settle();
  EXPECT_EQ(rules(), std::vector<std::string>{});
  const auto report = read([&](const ports::Snapshot& s) {
    return s.ledger().tax_rows(ledger::Book::main, Timestamp{},
                               clock.wall() + Duration::days(9999));
  });
  ASSERT_EQ(report.size(), 1U);
  EXPECT_EQ(report[0].country, "DE");
  EXPECT_EQ(report[0].bps, 700);
  EXPECT_EQ(report[0].sold, usd(933));
  EXPECT_EQ(report[0].tax, usd(65));
  EXPECT_TRUE(read([&](const ports::Snapshot& s) {
                return s.ledger().tax_rows(ledger::Book::sandbox, Timestamp{},
                                           clock.wall() + Duration::days(9999));
              }).empty());
  // A part that goes back without its tax.
  write([&](ports::UnitOfWork& u) -> Result<> {
    append(u, "return", "main:returns", "main:clearing/sandbox", 499);
    return {};
  });
  EXPECT_TRUE(finds("tax_equals_orders"));
  write([&](ports::UnitOfWork& u) -> Result<> {
    append(u, "tax_returned", "main:tax/DE/700", "main:returns", 33);
    return {};
  });
  EXPECT_FALSE(finds("tax_equals_orders"));
}

TEST_P(StoreTax, TaxOfAnotherPlaceOrOfLinesThatDoNotHoldItIsFound) {
  settle();
  ASSERT_TRUE(place->tamper("UPDATE orders SET tax_country = 'FR'"));
  EXPECT_TRUE(finds("tax_stands_by_place_and_rate"));
  ASSERT_TRUE(place->tamper("UPDATE orders SET tax_country = 'DE'"));
  ASSERT_TRUE(place->tamper("UPDATE order_line SET tax_amount = tax_amount + 1"));
  EXPECT_TRUE(finds("tax_adds_up"));
  ASSERT_TRUE(place->tamper("UPDATE order_line SET tax_added_amount = 5"));
  EXPECT_TRUE(finds("order_adds_up"));
}

}  // namespace
}  // namespace aan::contract
