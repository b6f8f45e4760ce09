#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/view/sale/gift_page.hpp"
#include "web/view/sale/order_page.hpp"
#include "web/view/sale/sandbox_page.hpp"

// What the pages of an order and a gift, and a receipt, say of money that goes back, and of
// disputes.
namespace aan::web {
namespace {

using payment::RefundState;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr Timestamp kNow{1'795'000'000'000'000};
Money usd(std::int64_t cents) { return {cents, *find_asset("USD")}; }

OrderPage order() {
  OrderPage page;
  page.path = "/orders/secret";
  page.page_url = "https://shop.example/orders/secret";
  page.reference = "7K2M-93QD";
  page.state = sales::OrderState::fulfilled;
  page.now = page.created_at = kNow;
  page.subtotal = page.total = usd(1900);
  page.received = usd(3800);
  page.discount = page.missing = page.refund_due = usd(0);
  return page;
}

std::string html(const OrderPage& page) { return render(page, Frame{}); }

TEST(OrderRefunds, SayWhatIsThereAndWhatIsOnItsWay) {
  OrderPage page = order();
  EXPECT_THAT(html(page), Not(HasSubstr("back to you")));
  page.refunds = {{usd(1900), RefundState::settled, kNow}};
  EXPECT_THAT(html(page), HasSubstr("$19.00 was given back to you"));
  EXPECT_THAT(html(page), HasSubstr("Given back on"));
  EXPECT_THAT(html(page), Not(HasSubstr("on its way back to you")));
  page.refunds = {{usd(500), RefundState::requested, kNow},
                  {usd(250), RefundState::processing, kNow}};
  EXPECT_THAT(html(page), HasSubstr("$7.50 is on its way back to you"));
  EXPECT_THAT(html(page), Not(HasSubstr("was given back to you")));
}

TEST(OrderRefunds, AGiftRestsUntilItIsSettledAndIsTakenBackOnlyThen) {
  GiftPage page;
  page.path = "/gifts/secret";
  page.page_url = "https://shop.example/gifts/secret";
  page.state = sales::GiftState::resting;
  page.claim_key = "key";
  EXPECT_THAT(render(page, Frame{}), HasSubstr("It rests while its payment is being settled."));
  EXPECT_THAT(render(page, Frame{}), Not(HasSubstr("/gifts/secret/claim")));
  page.is_own = true;
  EXPECT_THAT(render(page, Frame{}), HasSubstr("It was not taken back"));
  page.state = sales::GiftState::closed;
  EXPECT_THAT(render(page, Frame{}), HasSubstr("Nothing can be downloaded any more."));
  OrderPage given = order();
  given.gift.emplace().state = sales::GiftState::resting;
  given.state = sales::OrderState::disputed;
  EXPECT_THAT(html(given), HasSubstr("its link opens nothing meanwhile"));
  EXPECT_THAT(html(given), Not(HasSubstr("taken back")));
}

TEST(OrderRefunds, OneThatFailedIsOwedAndNotCalledGiven) {
  OrderPage page = order();
  page.refunds = {{usd(1900), RefundState::failed, kNow}};
  page.refund_due = usd(1900);
  EXPECT_THAT(html(page), HasSubstr("Could not be given back on"));
  EXPECT_THAT(html(page), HasSubstr("$19.00 is owed back to you"));
  EXPECT_THAT(html(page), HasSubstr("it did not arrive"));
  EXPECT_THAT(html(page), Not(HasSubstr("was given back to you")));
  EXPECT_THAT(html(page), Not(HasSubstr("returns it the way it came")));
  page.state = sales::OrderState::cancelled;
  page.received = usd(500);
  page.missing = usd(1400);
  page.refund_due = usd(500);
  page.methods = {{"sandbox", true, std::nullopt}};
  EXPECT_THAT(html(page), HasSubstr("Pay the missing $14.00"));
  EXPECT_THAT(html(page), HasSubstr("it did not arrive"));
  page.refund_due = usd(0);  // another one went through
  EXPECT_THAT(html(page), Not(HasSubstr("it did not arrive")));
}

TEST(OrderRefunds, OneThatFailedLeadsToTheShopOnlyWhereItNamesAnAddress) {
  OrderPage page = order();
  page.refunds = {{usd(1900), RefundState::failed, kNow}};
  page.refund_due = usd(1900);
  Frame frame;
  EXPECT_THAT(render(page, frame), Not(HasSubstr("write to the shop")));
  EXPECT_THAT(render(page, frame), HasSubstr("keep the address of this page"));
  frame.contact = "desk@books.example";
  EXPECT_THAT(render(page, frame), HasSubstr("To say where it can go, write to the shop."));
  EXPECT_THAT(render(page, frame), Not(HasSubstr("keep the address of this page")));
  frame.contact.clear();
  page.claim = "7K2M";
  EXPECT_THAT(render(page, frame), HasSubstr("The shop names no address to write to"));
}

TEST(OrderRefunds, AnOrderOfWhichAPartCameCanBeCancelledAndSaysWhatBecomesOfThePart) {
  OrderPage page = order();
  page.state = sales::OrderState::open;
  page.received = usd(500);
  page.missing = usd(1400);
  page.cancel_key = "key";
  EXPECT_THAT(html(page), HasSubstr("/orders/secret/cancel"));
  EXPECT_THAT(html(page), HasSubstr("The $5.00 that came are owed back to you then"));
  EXPECT_THAT(html(page), Not(HasSubstr("No payment has reached us")));
  page.received = usd(0);
  EXPECT_THAT(html(page), HasSubstr("No payment has reached us."));
}

TEST(OrderRefunds, WhereNoProcessorTakesItBackAClaimIsNamedAndNoWayPromised) {
  OrderPage page = order();
  page.refund_due = usd(1900);
  page.claim = "R-7K2M-93QD";
  for (const auto state : {sales::OrderState::fulfilled, sales::OrderState::cancelled}) {
    page.state = state;
    EXPECT_THAT(html(page), HasSubstr("name the claim R-7K2M-93QD"));
    EXPECT_THAT(html(page), HasSubstr("$19.00"));
    EXPECT_THAT(html(page), Not(HasSubstr("the way it came")));
  }
}

TEST(OrderRefunds, OfAWholeOrderAreSaidToBeThereOnlyWhenTheyAre) {
  OrderPage page = order();
  page.state = sales::OrderState::refunded;
  page.received = usd(1900);
  const auto has = [&page](const char* words) {
    return html(page).find(words) != std::string::npos;
  };
  page.refunds = {{usd(1900), RefundState::settled, kNow}};
  EXPECT_TRUE(has("Everything you paid for this order was given back."));
  page.refunds = {{usd(1900), RefundState::processing, kNow}};
  EXPECT_TRUE(has("a bank may take some days"));
  page.refunds = {{usd(1900), RefundState::failed, kNow}};
  page.refund_due = usd(1900);
  EXPECT_TRUE(has("could not be sent yet"));
  EXPECT_FALSE(has("was given back"));
}

TEST(OrderRefunds, StandInTheReceiptFileToo) {
  OrderPage page = order();
  page.refunds = {{usd(1900), RefundState::settled, kNow}};
  EXPECT_THAT(receipt_file(page, Frame{}), HasSubstr("Given back on"));
}

TEST(OrderRefunds, TheTimeLineTellsThemAndDisputes) {
  OrderPage page = order();
  for (const char* detail :
       {"requested 19.00", "processing 18.00", "settled 17.00", "failed 16.00"})
    page.events.push_back({"refund", detail, kNow});
  for (const char* detail : {"opened 9.00", "withdrawn 8.00", "reinstated 7.00", "won 6.00",
                             "lost 5.00", "odd", "odd 1"})
    page.events.push_back({"dispute", detail, kNow});
  for (const char* text : {"$19.00 is to go back to you", "$18.00 is on its way back",
                           "$17.00 was given back to you", "$16.00 could not be given back",
                           "asks us to give $9.00 back", "took $8.00", "returned $7.00 to the shop",
                           "decided for the shop: $6.00", "decided for the payer: $5.00"})
    EXPECT_THAT(html(page), HasSubstr(text));
  EXPECT_THAT(html(page), Not(HasSubstr("odd")));
}

TEST(SandboxCounter, OffersWhatCanHappen) {
  SandboxPayPage page;
  page.due = usd(1900);
  page.received = usd(0);
  page.action_path = "/sandbox/x";
  const auto offers = [&](std::string_view action) {
    return render(page, Frame{}).contains("value=\"" + std::string(action) + "\"");
  };
  EXPECT_TRUE(offers("refuse-refunds"));
  EXPECT_FALSE(offers("dispute"));
  page.received = usd(1900);
  page.is_paid = page.refuses_refunds = true;
  EXPECT_FALSE(offers("refuse-refunds"));
  EXPECT_TRUE(offers("dispute"));
  EXPECT_FALSE(offers("win-dispute"));
  page.has_open_dispute = true;
  EXPECT_TRUE(offers("win-dispute"));
  EXPECT_TRUE(offers("lose-dispute"));
}

TEST(OrderNews, SayInTheLeadWhyNothingCanBeDownloaded) {
  OrderPage page;
  page.state = sales::OrderState::fulfilled;
  page.lines.resize(2);
  for (OrderPageLine& line : page.lines) line.files.resize(1);
  for (OrderPageLine& line : page.lines) line.files[0].renewals_left = 1;
  const auto with = [&](sales::DownloadRefusal first, sales::DownloadRefusal second) {
    page.lines[0].files[0].refusal = first;
    page.lines[1].files[0].refusal = second;
    return render(page, Frame{});
  };
  constexpr auto kSpent = sales::DownloadRefusal::exhausted;
  constexpr auto kLate = sales::DownloadRefusal::expired;
  EXPECT_THAT(with(kSpent, kSpent), HasSubstr("Their downloads are used up"));
  EXPECT_THAT(with(kLate, kLate), HasSubstr("The time for their downloads has passed"));
  EXPECT_THAT(with(kLate, kSpent), HasSubstr("Nothing can be downloaded just now"));
  EXPECT_THAT(with(sales::DownloadRefusal::file_damaged, sales::DownloadRefusal::file_damaged),
              HasSubstr("a person there has to bring whole copies back"));
}

TEST(OrderNews, LeadToTheShopWhereNoDownloadCanBeRenewedAnyMore) {
  OrderPage page;
  page.state = sales::OrderState::fulfilled;
  page.reference = "7K2M-93QD";
  page.lines.resize(2);
  for (OrderPageLine& line : page.lines) line.files.resize(1);
  for (OrderPageLine& line : page.lines) line.files[0].refusal = sales::DownloadRefusal::exhausted;
  EXPECT_THAT(html(page), HasSubstr("<h1>The downloads have ended</h1>"));
  EXPECT_THAT(html(page), HasSubstr("renew the downloads no further. The shop can open"));
  EXPECT_THAT(html(page), Not(HasSubstr("when and how to renew")));
  EXPECT_THAT(html(page), HasSubstr("The shop can open it again."));
  EXPECT_THAT(html(page), HasSubstr("The shop names no address to write to"));
  Frame frame;
  frame.contact = "desk@books.example";
  const std::string page_html = render(page, frame);
  EXPECT_THAT(page_html, HasSubstr("To have downloads opened again, name order 7K2M-93QD"));
  EXPECT_LT(page_html.find("mailto:desk@books.example"), page_html.find("<section class=\"keep\""));
  page.lines[0].files[0].renewals_left = 2;  // one can be renewed, the other cannot
  EXPECT_THAT(html(page), HasSubstr("below it says of each file why, and what you can do"));
  page.lines[1].files[0].renewals_left = 1;
  EXPECT_THAT(html(page), HasSubstr("Their downloads are used up"));
  EXPECT_THAT(html(page), Not(HasSubstr("opened again")));
  EXPECT_THAT(html(page), HasSubstr("<h1>Your books are ready</h1>"));
}

}  // namespace
}  // namespace aan::web
