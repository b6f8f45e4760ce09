#include <algorithm>
#include <map>

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
    paid = sample_payment(ids, sale.intent, usd(1100));
    AAN_TRY(u.payments().put_payment(paid));
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

  payment::Refund refund(std::int64_t cents, payment::RefundState state) {
    payment::Refund it;
    it.id = ids.make<payment::RefundId>();
    it.payment_id = paid.id;
    it.order_id = sale.order.id;
    it.provider = "sandbox";
    it.amount = usd(cents);
    it.state = state;
    it.requested_at = it.state_at = clock.wall();
    return it;
  }

  Sale sale;
  payment::Payment paid;  ///< of `settle`
};
AAN_ON_BOTH_ENGINES(StoreLedger);

TEST_P(StoreLedger, WhatMovedIsToldByKindAndReversalsAreCountedBack) {
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(settle(u));
    AAN_TRY(append(u, "refund", "main:refund_due", "main:clearing/sandbox", 102));
    return append(u, "refund_reversed", "main:clearing/sandbox", "main:refund_due", 2);
  });
  const auto posted =
      read([&](const ports::Snapshot& s) { return s.ledger().posted_of(sale.order.id.value); });
  const auto moved = [&](const std::string& kind, const std::string& account) {
    for (const ledger::Posted& one : posted)
      if (one.kind == kind && one.account == account) return one.amount.amount;
    return std::int64_t{0};
  };
  EXPECT_EQ(moved("capture", "main:clearing/sandbox"), 1100);
  EXPECT_EQ(moved("refund", "main:clearing/sandbox"), -100);
  EXPECT_EQ(moved("refund", "main:refund_due"), 100);
  EXPECT_EQ(moved("refund_due", "main:refund_due"), -102);
  EXPECT_EQ(posted.size(), 8U);
}

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
  const auto all = read([](const ports::Snapshot& s) { return s.ledger().balances(); });
  const auto balance = [&](const std::string& account) {
    for (const ledger::Balance& b : all)
      if (b.account == account) return b.amount.amount;
    return std::int64_t{-1};
  };
  EXPECT_EQ(balance("main:clearing/sandbox"), 1100);
  EXPECT_EQ(balance("main:sales"), -998);
  EXPECT_EQ(balance("main:refund_due"), -102);
  EXPECT_EQ(balance("main:unapplied"), 0);
  EXPECT_EQ(all.size(), 4U);
}

TEST_P(StoreLedger, AWholeSaleChecksClean) {
  EXPECT_TRUE(check().empty());
  write([&](ports::UnitOfWork& u) { return settle(u); });
  for (const ledger::Finding& finding : check())
    ADD_FAILURE() << finding.rule << " " << finding.subject << ": " << finding.detail;
}

TEST_P(StoreLedger, AnEntryThatIsNoLongerWhatWasWrittenIsFound) {
  write([&](ports::UnitOfWork& u) { return settle(u); });
  const std::string open = GetParam() == StoreEngine::sqlite
                               ? "DROP TRIGGER journal_entry_no_update;"
                               : "DROP TRIGGER journal_entry_append_only ON journal_entry;";
  ASSERT_TRUE(place->tamper(open + "UPDATE journal_entry SET content_digest = 'bad'"));
  EXPECT_TRUE(finds("entry_unchanged"));
}

TEST_P(StoreLedger, AnEntryAboutNoOrderIsFound) {
  ledger::JournalEntry entry =
      sample_entry(ids, sale.order.id, "odd", "main:unapplied", "main:sales", 998);
  entry.order_id = "";
  write([&](ports::UnitOfWork& u) { return u.ledger().append(entry); });
  EXPECT_TRUE(finds("entry_is_about_an_order"));
}

TEST_P(StoreLedger, LinesThatDoNotMakeTheTotalAreFound) {
  EXPECT_FALSE(finds("order_adds_up"));
  ASSERT_TRUE(place->tamper("UPDATE order_line SET price_amount = price_amount - 1"));
  EXPECT_TRUE(finds("order_adds_up"));
}

TEST_P(StoreLedger, APaymentNobodyPostedIsFound) {
  write([&](ports::UnitOfWork& u) {
    return u.payments().put_payment(sample_payment(ids, sale.intent, usd(998)));
  });
  EXPECT_TRUE(finds("clearing_equals_facts"));
}

TEST_P(StoreLedger, APostingWithoutPaymentIsFound) {
  write([&](ports::UnitOfWork& u) {
    return append(u, "capture", "main:clearing/sandbox", "main:unapplied", 998);
  });
  EXPECT_TRUE(finds("clearing_equals_facts"));
}

TEST_P(StoreLedger, ASaleOfAnUnpaidOrderIsFound) {
  write(
      [&](ports::UnitOfWork& u) { return append(u, "sale", "main:unapplied", "main:sales", 998); });
  EXPECT_TRUE(finds("sales_only_for_delivered_orders"));
}

TEST_P(StoreLedger, APaidOrderWithoutItsMoneyIsFound) {
  write([&](ports::UnitOfWork& u) {
    return u.sales().move_order(sale.order.id, OrderState::open, 1, OrderState::paid, clock.wall());
  });
  EXPECT_TRUE(finds("captured_is_earned_owed_or_given_back"));
}

TEST_P(StoreLedger, ARefundThatNobodyPostedIsFound) {
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(settle(u));
    return u.payments().put_refund(refund(102, payment::RefundState::settled));
  });
  EXPECT_TRUE(finds("clearing_equals_facts"));
  EXPECT_FALSE(finds("refunds_within_payment"));
  write([&](ports::UnitOfWork& u) {
    return append(u, "refund", "main:refund_due", "main:clearing/sandbox", 102);
  });
  for (const ledger::Finding& finding : check()) ADD_FAILURE() << finding.rule;
}

TEST_P(StoreLedger, ARefundThatWasOnlyAskedForOrFailedMovesNothing) {
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(settle(u));
    AAN_TRY(u.payments().put_refund(refund(102, payment::RefundState::requested)));
    return u.payments().put_refund(refund(998, payment::RefundState::failed));
  });
  for (const ledger::Finding& finding : check()) ADD_FAILURE() << finding.rule;
}

TEST_P(StoreLedger, MoreGivenBackThanWasOwedIsFound) {
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(settle(u));
    return append(u, "refund", "main:refund_due", "main:clearing/sandbox", 103);
  });
  EXPECT_TRUE(finds("captured_is_earned_owed_or_given_back"));
}

TEST_P(StoreLedger, RefundsOfMoreThanThePaymentAreFound) {
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(settle(u));
    AAN_TRY(u.payments().put_refund(refund(1000, payment::RefundState::processing)));
    return u.payments().put_refund(refund(101, payment::RefundState::settled));
  });
  EXPECT_TRUE(finds("refunds_within_payment"));
}

TEST_P(StoreLedger, AFeeThatNobodyPostedIsFoundAndOneInAnotherCurrencyIsNot) {
  const auto add_fee = [&](const std::string& ref, Money amount) {
    write([&](ports::UnitOfWork& u) {
      return u.payments().put_fee({"sandbox", ref, paid.id, sale.order.id, amount, clock.wall()});
    });
  };
  write([&](ports::UnitOfWork& u) { return settle(u); });
  const Asset euro = *find_asset("EUR");
  add_fee("fee_1", {30, euro});
  EXPECT_TRUE(finds("fees_equal_facts"));
  EXPECT_TRUE(finds("clearing_equals_facts"));
  write([&](ports::UnitOfWork& u) {
    ledger::JournalEntry entry =
        sample_entry(ids, sale.order.id, "fee", "main:fees/sandbox", "main:clearing/sandbox", 30);
    entry.postings[0].amount.asset = entry.postings[1].amount.asset = euro;
    return u.ledger().append(entry);
  });
  for (const ledger::Finding& finding : check()) ADD_FAILURE() << finding.rule;
}

TEST_P(StoreLedger, ADisputeThatNobodyPostedOrNoStateTellsIsFound) {
  payment::Dispute dispute;
  dispute.id = ids.make<payment::DisputeId>();
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(settle(u));
    dispute.payment_id = paid.id;
    dispute.order_id = sale.order.id;
    dispute.provider = "sandbox";
    dispute.network_ref = "dp_1";
    dispute.amount = usd(998);
    dispute.is_withdrawn = true;
    dispute.opened_at = dispute.state_at = dispute.funds_at = clock.wall();
    return u.payments().put_dispute(dispute);
  });
  EXPECT_TRUE(finds("disputed_equals_facts"));
  EXPECT_TRUE(finds("clearing_equals_facts"));
  EXPECT_TRUE(finds("state_explained_by_facts")) << "fulfilled, and in dispute";
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(append(u, "dispute_withdrawn", "main:disputed", "main:clearing/sandbox", 998));
    return u.sales().move_order(sale.order.id, OrderState::fulfilled, 3, OrderState::disputed,
                                clock.wall());
  });
  for (const ledger::Finding& finding : check()) ADD_FAILURE() << finding.rule;
  dispute.state = payment::DisputeState::won;
  dispute.state_at = dispute.state_at + Duration::seconds(1);
  write([&](ports::UnitOfWork& u) { return u.payments().put_dispute(dispute); });
  EXPECT_TRUE(finds("state_explained_by_facts")) << "disputed, and decided";
}

TEST_P(StoreLedger, ARefundedOrderThatGaveNothingBackIsFound) {
  write([&](ports::UnitOfWork& u) -> Result<> {
    AAN_TRY(settle(u));
    return u.sales().move_order(sale.order.id, OrderState::fulfilled, 3, OrderState::refunded,
                                clock.wall());
  });
  EXPECT_TRUE(finds("state_explained_by_facts"));
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
  for (const bool is_of_test : {false, true}) {
    ports::OrderQuery query;
    query.only_owed = query.only_real = true;
    EXPECT_TRUE(place->tamper(is_of_test ? "UPDATE orders SET is_sandbox = 1"
                                         : "UPDATE orders SET is_sandbox = 0"));
    EXPECT_EQ(read([&](const ports::Snapshot& s) { return s.sales().list_orders(query); }).total,
              is_of_test ? 0 : 1);
  }
  write([&](ports::UnitOfWork& u) {
    return append(u, "refund", "main:refund_due", "main:clearing/sandbox", 102);
  });
  EXPECT_EQ(owed({}).total, 0) << "it was given back";
}

TEST_P(StoreLedger, LinesOfAMonthComeInPagesAndSumToTheBalances) {
  write([&](ports::UnitOfWork& u) { return settle(u); });
  std::map<std::string, std::int64_t> sums;
  ports::JournalQuery query;
  query.until = Timestamp::from_unix_seconds(1'795'000'001);
  query.limit = 2;
  int pages = 0;
  for (;; ++pages) {
    const auto page = read([&](const ports::Snapshot& s) { return s.ledger().lines(query); });
    for (const ports::JournalLine& line : page) {
      sums[line.posting.account] += line.posting.amount.amount;
      EXPECT_EQ(line.order_reference, sale.order.reference);
    }
    if (page.size() < 2) break;
    query.after = page.back();
  }
  EXPECT_EQ(pages, 3) << "three entries of two lines, each once";
  std::erase_if(sums, [](const auto& sum) { return sum.second == 0; });
  std::map<std::string, std::int64_t> balances;
  for (const ledger::Balance& one :
       read([](const ports::Snapshot& s) { return s.ledger().balances(); }))
    if (!one.amount.is_zero()) balances[one.account] = one.amount.amount;
  EXPECT_EQ(sums, balances);
  query = {ledger::Book::sandbox, {}, query.until, std::nullopt, 10};
  EXPECT_TRUE(read([&](const ports::Snapshot& s) { return s.ledger().lines(query); }).empty())
      << "another book";
  query = {ledger::Book::main, query.until, query.until + Duration::days(1), std::nullopt, 10};
  EXPECT_TRUE(read([&](const ports::Snapshot& s) { return s.ledger().lines(query); }).empty())
      << "another time";
}

}  // namespace
}  // namespace aan::contract
