#include <algorithm>

#include "tests/contract/store_contract.hpp"

namespace aan::contract {
namespace {

using sales::OrderState;

class StoreLedger : public StoreContract {
 protected:
  void SetUp() override {
    StoreContract::SetUp();
    if (!IsSkipped()) sale = begin_sale(2);
  }
  /// What `confirm_payment` writes for a payment that covers the order.
  Result<> settle(ports::UnitOfWork& u) {
    AAN_TRY(u.payments().put_payment(sample_payment(ids, sale.intent, usd(1100))));
    AAN_TRY(append(u, "capture", "main:clearing/sandbox", "main:unapplied", 1100));
    AAN_TRY(append(u, "sale", "main:unapplied", "main:sales", 998));
    AAN_TRY(append(u, "refund_due", "main:unapplied", "main:refund_due", 102));
    AAN_TRY(
        u.sales().move_order(sale.order.id, OrderState::open, 1, OrderState::paid, clock.wall()));
    AAN_TRY(u.sales().move_order(sale.order.id, OrderState::paid, 2, OrderState::fulfilled,
                                 clock.wall()));
    for (const sales::OrderLine& line : sale.order.lines)
      AAN_TRY(u.sales().add_entitlement({ids.make<sales::EntitlementId>(), sale.order.id, line.id,
                                         line.quoted.edition_id, 1, clock.wall()}));
    return {};
  }
  Result<> append(ports::UnitOfWork& u, const std::string& kind, const std::string& to,
                  const std::string& from, std::int64_t cents) {
    return u.ledger().append(sample_entry(ids, sale.order.id, kind, to, from, cents));
  }
  std::vector<ledger::Finding> check() {
    return read([](const ports::Snapshot& s) { return s.ledger().check(); });
  }
  bool finds(const std::string& rule) {
    return std::ranges::any_of(check(), [&](const auto& found) { return found.rule == rule; });
  }

  Sale sale;
};
AAN_ON_BOTH_ENGINES(StoreLedger);

TEST_P(StoreLedger, ABalancedEntryIsAppendedOnce) {
  const ledger::JournalEntry entry =
      sample_entry(ids, sale.order.id, "capture", "main:clearing/sandbox", "main:unapplied", 998);
  const auto append_it = [&](ledger::JournalEntry e) {
    e.id = ids.make<ledger::EntryId>();
    return store->write("append", [&](ports::UnitOfWork& u) { return u.ledger().append(e); });
  };
  EXPECT_TRUE(append_it(entry));
  EXPECT_TRUE(append_it(entry));
  ledger::JournalEntry later = entry;
  later.at = entry.at + Duration::hours(1);
  EXPECT_TRUE(append_it(later)) << "the moment is not content";
  ledger::JournalEntry other = entry;
  other.postings[0].amount = usd(1);
  other.postings[1].amount = usd(-1);
  EXPECT_EQ(append_it(other).error().code, Errc::conflict);
  ledger::JournalEntry unbalanced = entry;
  unbalanced.postings[0].amount = usd(1);
  EXPECT_EQ(append_it(unbalanced).error().code, Errc::invalid);
  const auto entries =
      read([&](const ports::Snapshot& s) { return s.ledger().entries_of(sale.order.id.value); });
  ASSERT_EQ(entries.size(), 1U);
  ASSERT_EQ(entries[0].postings.size(), 2U);
  EXPECT_EQ(entries[0].postings[1].amount, usd(-998));
  EXPECT_EQ(entries[0].idempotency_key, entry.idempotency_key);
}

TEST_P(StoreLedger, BalancesAreSumsByAccountAndAsset) {
  write([&](ports::UnitOfWork& u) { return settle(u); });
  const auto of_order =
      read([&](const ports::Snapshot& s) { return s.ledger().balances_of(sale.order.id.value); });
  const auto balance = [&](const std::string& account) {
    for (const ledger::Balance& b : of_order)
      if (b.account == account) return b.amount.amount;
    return std::int64_t{-1};
  };
  EXPECT_EQ(balance("main:clearing/sandbox"), 1100);
  EXPECT_EQ(balance("main:sales"), -998);
  EXPECT_EQ(balance("main:refund_due"), -102);
  EXPECT_EQ(balance("main:unapplied"), 0);
  EXPECT_EQ(read([](const ports::Snapshot& s) { return s.ledger().balances(); }).size(), 4U);
  EXPECT_TRUE(
      read([](const ports::Snapshot& s) { return s.ledger().balances_of("none"); }).empty());
}

TEST_P(StoreLedger, AWholeSaleChecksClean) {
  EXPECT_TRUE(check().empty());
  write([&](ports::UnitOfWork& u) { return settle(u); });
  for (const ledger::Finding& finding : check())
    ADD_FAILURE() << finding.rule << " " << finding.subject << ": " << finding.detail;
}

TEST_P(StoreLedger, APaymentNobodyPostedIsFound) {
  write([&](ports::UnitOfWork& u) {
    return u.payments().put_payment(sample_payment(ids, sale.intent, usd(998)));
  });
  EXPECT_TRUE(finds("clearing_equals_settled_payments"));
}

TEST_P(StoreLedger, APostingWithoutPaymentIsFound) {
  write([&](ports::UnitOfWork& u) {
    return append(u, "capture", "main:clearing/sandbox", "main:unapplied", 998);
  });
  EXPECT_TRUE(finds("clearing_equals_settled_payments"));
}

TEST_P(StoreLedger, ASaleOfAnUnpaidOrderIsFound) {
  write(
      [&](ports::UnitOfWork& u) { return append(u, "sale", "main:unapplied", "main:sales", 998); });
  EXPECT_TRUE(finds("sales_only_for_paid_orders"));
}

TEST_P(StoreLedger, APaidOrderWithoutItsMoneyIsFound) {
  write([&](ports::UnitOfWork& u) {
    return u.sales().move_order(sale.order.id, OrderState::open, 1, OrderState::paid, clock.wall());
  });
  EXPECT_TRUE(finds("captured_equals_price_plus_refund_due"));
}

TEST_P(StoreLedger, PlayMoneyInTheMainBookIsFound) {
  write([&](ports::UnitOfWork& u) {
    return append(u, "capture", "sandbox:clearing/sandbox", "sandbox:unapplied", 998);
  });
  EXPECT_TRUE(finds("books_apart"));
}

TEST_P(StoreLedger, AFulfilledLineWithoutEntitlementIsFound) {
  write([&](ports::UnitOfWork& u) { return settle(u); });
  ASSERT_TRUE(place->tamper("DELETE FROM entitlement WHERE order_line_id = '" +
                            sale.order.lines[1].id.value + "'"));
  EXPECT_TRUE(finds("fulfilled_line_has_entitlement"));
}

TEST_P(StoreLedger, AnEntitlementOfAnUnpaidOrderIsFound) {
  write([&](ports::UnitOfWork& u) {
    return u.sales().add_entitlement({ids.make<sales::EntitlementId>(), sale.order.id,
                                      sale.order.lines[0].id, sale.books[0].edition.id, 1,
                                      clock.wall()});
  });
  EXPECT_TRUE(finds("entitlement_has_fulfilled_order"));
}

TEST_P(StoreLedger, TheDatabaseItselfRefusesToRewriteFacts) {
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(settle(u));
    AAN_TRY(
        u.payments().add_event({"sandbox", "e", sale.intent.id, "settled", "{}", clock.wall()}));
    return u.sales().add_order_event(sale.order.id, {"created", "", clock.wall()});
  });
  EXPECT_TRUE(place->tamper("UPDATE work SET subtitle = 'a change that is allowed'"));
  EXPECT_FALSE(place->tamper("UPDATE posting SET posted_amount = 1"));
  EXPECT_FALSE(place->tamper("DELETE FROM posting"));
  EXPECT_FALSE(place->tamper("UPDATE journal_entry SET kind = 'x'"));
  EXPECT_FALSE(place->tamper("DELETE FROM journal_entry"));
  EXPECT_FALSE(place->tamper("DELETE FROM payment_event"));
  EXPECT_FALSE(place->tamper("UPDATE payment_event SET kind = 'x'"));
  EXPECT_FALSE(place->tamper("DELETE FROM order_event"));
  EXPECT_FALSE(place->tamper("DELETE FROM offer_revision"));
  EXPECT_FALSE(place->tamper("UPDATE shop SET site = 'evil'"));
  EXPECT_FALSE(place->tamper("UPDATE orders SET state = 'free'"));
  EXPECT_FALSE(place->tamper("UPDATE orders SET total_amount = -1"));
}

TEST_P(StoreLedger, OrdersThatOweMoneyBackAreThoseOfTheJournal) {
  const Sale other = begin_sale();
  const auto owed = [&](std::optional<OrderState> state) {
    ports::OrderQuery query;
    query.only_owed = true;
    query.state = state;
    return read([&](const ports::Snapshot& s) { return s.sales().list_orders(query); });
  };
  EXPECT_EQ(owed({}).total, 0);
  write([&](ports::UnitOfWork& u) { return settle(u); });
  EXPECT_EQ(owed({}).total, 1);
  EXPECT_EQ(owed({}).orders.at(0).id, sale.order.id);
  EXPECT_EQ(owed(OrderState::fulfilled).orders.size(), 1U);
  EXPECT_EQ(owed(OrderState::open).total, 0);
  write([&](ports::UnitOfWork& u) {
    return append(u, "refund", "main:refund_due", "main:clearing/sandbox", 102);
  });
  EXPECT_EQ(owed({}).total, 0) << "it was given back";
}

}  // namespace
}  // namespace aan::contract
