#include "web/view/sale/receipt_letter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/sales/consent.hpp"
#include "web/view/assets.hpp"

namespace aan::web {
namespace {

using testing::HasSubstr;
using testing::Not;

Money usd(std::int64_t cents) { return {cents, *find_asset("USD")}; }

OrderPage order() {
  OrderPage page;
  page.page_url = "https://shop.example/orders/x";
  page.reference = "7K2M-93QD";
  page.state = sales::OrderState::fulfilled;
  page.created_at = page.paid_at.emplace(Timestamp{1'795'667'884'000'000});
  OrderPageLine& line = page.lines.emplace_back();
  line.card.title = "Walden";
  line.card.price = line.price = page.subtotal = usd(1000);
  page.discount = usd(100);
  page.coupon = "HELLO-10";
  page.total = page.received = usd(900);
  page.missing = page.refund_due = usd(0);
  page.tax = {tax::Treatment::taxed, "DE", 700, usd(59), usd(0)};
  return page;
}

TEST(ReceiptLetter, SaysCodeTotalItsTaxAndThePaymentInThisOrder) {
  const std::string text = receipt_letter(order(), Frame{}).text;
  std::size_t last = 0;
  for (const char* words :
       {"Subtotal: $10.00", "HELLO-10: −$1.00", "Total: $9.00", "$0.59", "Paid: $9.00"}) {
    const auto at = text.find(words);
    ASSERT_NE(at, text.npos) << words << "\n" << text;
    EXPECT_GT(at, last) << words;
    last = at;
  }
}

TEST(ReceiptLetter, SaysWhatWentBackAndWhatIsOwed) {
  OrderPage page = order();
  page.refunds = {{usd(300), payment::RefundState::settled, page.created_at}};
  page.refund_due = usd(200);
  const LetterText letter = receipt_letter(page, Frame{});
  EXPECT_THAT(
      letter.text,
      testing::ContainsRegex("Paid: .9.00\nGiven back on [^\n]+: .3.00\nOwed back to you: .2.00"));
  EXPECT_THAT(letter.html, HasSubstr("Given back on"));
  EXPECT_THAT(letter.html, HasSubstr("$3.00"));
}

TEST(ReceiptLetter, SaysWhenWhatWasFreeWasDelivered) {
  OrderPage page = order();
  page.subtotal = page.total = page.received = page.discount = usd(0);
  const LetterText letter = receipt_letter(page, Frame{});
  EXPECT_THAT(letter.text, HasSubstr("\nDelivered: "));
  EXPECT_THAT(letter.html, HasSubstr("Delivered"));
  EXPECT_THAT(letter.text, Not(HasSubstr("Paid")));
}

TEST(ReceiptLetter, SetsATitleApartAndKeepsThePagesDirection) {
  OrderPage page = order();
  page.lines.front().card.language = "en";
  Frame frame;
  frame.locale = "ar";
  EXPECT_THAT(receipt_letter(page, frame).html,
              HasSubstr("<th scope=\"row\"><bdi lang=\"en\">Walden</bdi></th>"));
  page.lines.front().bundle = "Two";
  EXPECT_THAT(receipt_letter(page, frame).html,
              HasSubstr("<th scope=\"row\">\u2066Walden\u2069 ("));
}

TEST(ReceiptLetter, SaysToWhichDeliveryItsBuyerAgreed) {
  OrderPage page = order();
  page.events = {sales::consent_event(sales::kConsentText, false, page.created_at)};
  EXPECT_THAT(receipt_letter(page, Frame{}).text, HasSubstr("\nDelivery at once: Agreed to on"));
  page.events = {sales::consent_event(sales::kConsentTextLater, false, page.created_at)};
  const LetterText later = receipt_letter(page, Frame{});
  for (const std::string& words : {later.text, later.html}) {
    EXPECT_THAT(words, HasSubstr("Delivery on the day of release"));
    EXPECT_THAT(words, Not(HasSubstr("Delivery at once")));
  }
  page.events = {sales::consent_event(sales::kConsentText, true, page.created_at)};
  EXPECT_THAT(receipt_letter(page, Frame{}).text,
              HasSubstr("\nDelivery when the gift is claimed: Agreed to on"));
}

TEST(ReceiptLetter, SaysOfAGiftAndOfBooksToComeWhatTheOrdersPageHolds) {
  OrderPage page = order();
  page.gift.emplace();
  const LetterText gift = receipt_letter(page, Frame{});
  for (const std::string& words : {gift.text, gift.html}) {
    EXPECT_THAT(words, HasSubstr("The gift is on the page of your order"));
    EXPECT_THAT(words, HasSubstr("can give the gift away"));
    EXPECT_THAT(words, Not(HasSubstr("Your book is on the page")));
  }
  page = order();
  page.lines.front().waits_until = page.created_at + Duration::days(3);
  const LetterText later = receipt_letter(page, Frame{});
  for (const std::string& words : {later.text, later.html})
    EXPECT_THAT(words, HasSubstr("from the day on which they come out"));
}

TEST(ReceiptLetter, TaxThatIsAddedStandsBeforeTheTotal) {
  OrderPage page = order();
  page.tax.added = page.tax.amount;
  const std::string text = receipt_letter(page, Frame{}).text;
  EXPECT_LT(text.find("$0.59"), text.find("Total: "));
}

TEST(ReceiptLetter, IsStyledInValuesThatMailProgramsKnow) {
  const std::string html = receipt_letter(order(), Frame{}).html;
  EXPECT_THAT(html, Not(HasSubstr("var(")));
  EXPECT_THAT(html, Not(HasSubstr(":root")));
  EXPECT_THAT(html, HasSubstr("background: #faf7f1"));
  EXPECT_THAT(receipt_style(), HasSubstr("var("));  // a file of one's own is for browsers
}

}  // namespace
}  // namespace aan::web
