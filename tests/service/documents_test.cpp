#include <set>
#include <thread>

#include "service/sale/issue_documents.hpp"
#include "service/sale/tax_report.hpp"
#include "tests/service/shop_world.hpp"

// What is given out about a sale: once, numbered without a gap, and with the ledger's own amounts.
namespace aan::service {
namespace {

using sales::DocumentKind;

class Documents : public ::testing::Test {
 protected:
  Documents() {
    world.shop->taxes.regime.country = "DE";
    world.card.set_refunds(testing::ScriptedProvider::Refunds::settled);
  }
  PlacedOrder buy(const std::string& title, std::int64_t price = 1070) {
    CheckoutRequest request;
    request.offers = {world.add_book(title, world.money(price))};
    request.method = "card";
    request.country = "DE";
    request.receipt_name = "Mirjam Holt";
    request.idempotency_key = world.key();
    PlacedOrder order = must(world.shop->checkout.place(request));
    if (price > 0) world.pay(order);
    return order;
  }
  void refund(const PlacedOrder& order, std::int64_t cents) {
    must(world.shop->refund.request({.order_id = order.id,
                                     .amount = world.money(cents),
                                     .requested_by = "operator",
                                     .idempotency_key = world.key()}));
    world.clock.advance(Duration::minutes(1));
    for (int round = 0; round < 3; ++round) world.run_jobs();
  }
  // What the payer's bank says of the order's payment.
  void say(ports::PaymentEventKind kind, const PlacedOrder& order, const std::string& ref,
           std::int64_t cents) {
    world.clock.advance(Duration::minutes(1));
    ports::PaymentEvent event;
    event.provider_ref = world.attempt(order).provider_ref;
    event.kind = kind;
    event.network_ref = ref;
    event.about_ref = world.view(order).payments.at(0).network_ref;
    event.amount = world.money(cents);
    event.at = world.clock.wall();
    world.confirm(world.card.tells(event));
    for (int round = 0; round < 3; ++round) world.run_jobs();
  }
  void dispute(const PlacedOrder& order, const std::string& ref, std::int64_t cents) {
    say(ports::PaymentEventKind::dispute_opened, order, ref, cents);
    say(ports::PaymentEventKind::dispute_withdrawn, order, ref, cents);
  }
  void lose(const PlacedOrder& order, const std::string& ref, std::int64_t cents) {
    say(ports::PaymentEventKind::dispute_lost, order, ref, cents);
  }
  // Invoices less credit notes are what the tax export and the journal say of the order.
  void expect_papers_agree(const PlacedOrder& order) {
    std::int64_t total = 0;
    std::int64_t tax = 0;
    for (const sales::Document& one : documents(order)) {
      const int sign = one.kind == DocumentKind::credit_note ? -1 : 1;
      total += sign * one.total.amount;
      tax += sign * one.tax.amount;
    }
    std::int64_t exported = 0;
    std::int64_t exported_tax = 0;
    const TaxReport report = must(tax_report(world.shop->room, ledger::Book::main, Timestamp{0},
                                             world.clock.wall() + Duration::days(1)));
    for (const ledger::TaxRow& row : report.rows) {
      exported += row.sold.amount - row.given_back.amount + row.tax.amount;
      exported_tax += row.tax.amount;
    }
    EXPECT_EQ(total, exported);
    EXPECT_EQ(tax, exported_tax);
    EXPECT_EQ(tax, -world.balance("main:tax/DE/700"));
    const payment::OrderAccount account = world.view(order).account;
    EXPECT_EQ(account.tax.amount, tax);
    EXPECT_EQ(account.net.amount + account.fee.amount, total - tax);
    world.expect_sound_ledger();
  }
  std::vector<sales::Document> documents(const PlacedOrder& order) {
    return world.view(order).documents;
  }
  ShopWorld world{"EUR"};
};

TEST_F(Documents, AnInvoiceNamesWhomItsBuyerSaysOnceAndForAll) {
  const PlacedOrder order = buy("Walden");
  const auto given = must(world.shop->documents.invoice(
      order.token, {" Holt  Ltd ", "Lane 4\n\n Town ", "DE999999999"}));
  EXPECT_EQ(sales::document_name(given.series, given.number), "INV-000001");
  EXPECT_EQ(given.total, world.money(1070));
  EXPECT_EQ(given.tax, world.money(70));
  EXPECT_EQ(world.balance("main:tax/DE/700"), -given.tax.amount) << "the ledger's tax line";
  EXPECT_EQ(given.seller.name, "Calder & Daughters");
  const auto again = must(world.shop->documents.invoice(order.token, {"Somebody else", "", ""}));
  EXPECT_EQ(again.id, given.id);
  const DocumentView view = must(view_document(world.shop->room, order.token, "INV-000001"));
  EXPECT_EQ(view.billed_to, (sales::BilledTo{"Holt Ltd", "Lane 4\nTown", "DE999999999"}));
}

TEST_F(Documents, OneThatNobodyAskedForIsMadeAfterThreeDays) {
  const PlacedOrder order = buy("Walden");
  world.clock.advance(Duration::days(2));
  world.run_jobs();
  EXPECT_TRUE(documents(order).empty());
  world.clock.advance(Duration::days(1) + Duration::minutes(1));
  world.run_jobs();
  ASSERT_EQ(documents(order).size(), 1U);
  EXPECT_EQ(must(view_document(world.shop->room, order.token, "INV-000001")).billed_to.name,
            "Mirjam Holt");
  world.run_jobs();
  EXPECT_EQ(documents(order).size(), 1U);
}

TEST_F(Documents, EachRefundGetsACreditNoteAndTogetherTheyTakeAllOfTheTaxBack) {
  const PlacedOrder order = buy("Walden");
  refund(order, 333);
  EXPECT_TRUE(documents(order).empty()) << "there is nothing to correct yet";
  must(world.shop->documents.invoice(order.token, {}));
  auto all = documents(order);
  ASSERT_EQ(all.size(), 2U) << "with the invoice comes what went back before";
  refund(order, 737);
  all = documents(order);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[1].kind, DocumentKind::credit_note);
  EXPECT_EQ(all[1].corrects, "INV-000001");
  EXPECT_EQ(all[1].total, world.money(333));
  EXPECT_EQ(all[1].tax, world.money(22));
  EXPECT_EQ(sales::document_name(all[2].series, all[2].number), "CRN-000002");
  EXPECT_EQ(all[1].tax.amount + all[2].tax.amount, 70);
  EXPECT_EQ(all[1].total.amount + all[2].total.amount, 1070);
  EXPECT_EQ(world.balance("main:tax/DE/700"), 0);
  world.expect_sound_ledger();
}

TEST_F(Documents, WhatABankTookBackGetsACreditNoteAndPapersExportAndJournalAgree) {
  const PlacedOrder order = buy("Walden");
  must(world.shop->documents.invoice(order.token, {}));
  refund(order, 333);
  dispute(order, "dp_1", 500);
  EXPECT_EQ(documents(order).size(), 2U) << "the bank holds it and has not decided";
  lose(order, "dp_1", 500);
  lose(order, "dp_1", 500);
  auto all = documents(order);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[2].kind, DocumentKind::credit_note);
  EXPECT_EQ(all[2].corrects, "INV-000001");
  EXPECT_EQ(all[2].total, world.money(500)) << "a part of a payment can be disputed";
  expect_papers_agree(order);
  dispute(order, "dp_2", 237);
  lose(order, "dp_2", 237);
  all = documents(order);
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(world.balance("main:tax/DE/700"), 0);
  expect_papers_agree(order);
}

TEST_F(Documents, ASaleThatABankTookBackBeforeItsInvoiceGetsBothTogether) {
  const PlacedOrder order = buy("Walden");
  dispute(order, "dp_1", 1070);
  lose(order, "dp_1", 1070);
  EXPECT_TRUE(documents(order).empty()) << "there is nothing to correct yet";
  world.clock.advance(Duration::days(3) + Duration::minutes(1));
  world.run_jobs();
  const auto all = documents(order);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].kind, DocumentKind::invoice);
  EXPECT_EQ(all[1].kind, DocumentKind::credit_note);
  EXPECT_EQ(all[1].total, all[0].total);
  EXPECT_EQ(all[1].tax, all[0].tax);
  expect_papers_agree(order);
}

TEST_F(Documents, WhatABankReturnedIsNotCredited) {
  const PlacedOrder order = buy("Walden");
  must(world.shop->documents.invoice(order.token, {}));
  dispute(order, "dp_1", 1070);
  say(ports::PaymentEventKind::dispute_won, order, "dp_1", 1070);
  say(ports::PaymentEventKind::dispute_reinstated, order, "dp_1", 1070);
  EXPECT_EQ(documents(order).size(), 1U);
  expect_papers_agree(order);
}

TEST_F(Documents, WhoIsNotRegisteredGivesReceiptsAndOnlyWhenAsked) {
  world.shop->taxes.regime = {};
  const PlacedOrder order = buy("Walden");
  world.clock.advance(Duration::days(9));
  world.run_jobs();
  EXPECT_TRUE(documents(order).empty());
  EXPECT_EQ(must(world.shop->documents.invoice(order.token, {})).series, "REC");
}

TEST_F(Documents, WhatWasNotPaidOrCostNothingGetsNone) {
  CheckoutRequest request;
  request.offers = {world.add_book("Walden", world.money(500))};
  request.method = "card";
  request.country = "DE";
  request.idempotency_key = world.key();
  const PlacedOrder unpaid = must(world.shop->checkout.place(request));
  EXPECT_EQ(refusal(world.shop->documents.invoice(unpaid.token, {})).reason, "unpaid");
  EXPECT_EQ(refusal(world.shop->documents.invoice(buy("Gift", 0).token, {})).reason,
            "nothing_paid");
  EXPECT_EQ(refusal(world.shop->documents.invoice("nonsense", {})).reason, "no_such_order");
  EXPECT_EQ(
      refusal(world.shop->documents.invoice(unpaid.token, {std::string(401, 'x'), "", ""})).reason,
      "document_text");
}

TEST_F(Documents, OfAnotherOrderOpenWithNoLink) {
  const PlacedOrder mine = buy("Walden");
  const PlacedOrder other = buy("Emma");
  must(world.shop->documents.invoice(mine.token, {}));
  EXPECT_EQ(refusal(view_document(world.shop->room, other.token, "INV-000001")).reason,
            "no_such_document");
  for (const char* name : {"", "INV", "INV-", "INV-0", "INV-000002", "INV-1x", "-1", "INV--1"})
    EXPECT_EQ(refusal(view_document(world.shop->room, mine.token, name)).reason, "no_such_document")
        << name;
}

TEST_F(Documents, AskedForByManyAtOnceTheirNumbersHaveNoGapAndNoTwin) {
  constexpr int kOrders = 24;
  std::vector<PlacedOrder> orders;
  for (int i = 0; i < kOrders; ++i) orders.push_back(buy("Book " + std::to_string(i)));
  {
    std::vector<std::jthread> at_once;
    for (int twice = 0; twice < 2; ++twice)
      for (const PlacedOrder& order : orders)
        at_once.emplace_back(
            [this, &order] { must(world.shop->documents.invoice(order.token, {})); });
  }
  std::set<std::int64_t> numbers;
  for (const PlacedOrder& order : orders) {
    const auto all = documents(order);
    ASSERT_EQ(all.size(), 1U);
    numbers.insert(all[0].number);
  }
  EXPECT_EQ(numbers.size(), static_cast<std::size_t>(kOrders));
  EXPECT_EQ(*numbers.begin(), 1);
  EXPECT_EQ(*numbers.rbegin(), kOrders);
}

}  // namespace
}  // namespace aan::service
