#include <set>
#include <thread>

#include "service/issue_documents.hpp"
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
