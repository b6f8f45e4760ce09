#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/view/sale/order_page.hpp"

// What an open order's page says: of copies and codes that it keeps for a while, of ways to pay
// that there are not, and of a processor that cannot be asked.
namespace aan::web {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr Timestamp kNow{1'795'000'000'000'000};
Money usd(std::int64_t cents) { return {cents, *find_asset("USD")}; }

OrderPage order() {
  OrderPage page;
  page.path = "/orders/secret";
  page.page_url = "https://shop.example/orders/secret";
  page.reference = "7K2M-93QD";
  page.state = sales::OrderState::open;
  page.now = page.created_at = kNow;
  page.expires_at = kNow + Duration::days(1);
  page.subtotal = page.total = page.missing = usd(1900);
  page.received = page.discount = page.refund_due = usd(0);
  page.methods = {{"sandbox", true, std::nullopt}};
  page.payment_key = page.cancel_key = "key";
  return page;
}

std::string html(const OrderPage& page) { return render(page, Frame{}); }

TEST(OrderHold, SaysUntilWhenItLastsAndNothingWhereNothingIsHeld) {
  OrderPage page = order();
  EXPECT_THAT(html(page), Not(HasSubstr("kept for you")));
  page.hold.until = Timestamp::from_unix_seconds(1'795'012'320);
  const Locale& locale = find_locale("en");
  EXPECT_THAT(html(page), HasSubstr("kept for you until " + locale.time_of_day(*page.hold.until)));
  page.state = sales::OrderState::pending;
  EXPECT_THAT(html(page), HasSubstr("stays kept for you while your payment is on its way"));
  page.state = sales::OrderState::fulfilled;
  EXPECT_THAT(html(page), Not(HasSubstr("kept for you")));
}

TEST(OrderHold, AnOrderThatWasGivenUpWhileItsMoneyCameSaysWhatBecomesOfIt) {
  constexpr const char* kSaid = "if it arrives it counts, and you get what you ordered";
  OrderPage page = order();
  page.state = sales::OrderState::pending;
  EXPECT_THAT(html(page), Not(HasSubstr(kSaid)));
  for (const char* who : {"buyer", "shop"}) {
    page.events = {{"given_up", who, kNow}};
    EXPECT_THAT(html(page), HasSubstr(kSaid));
  }
  page.events = {{"given_up", "time", kNow}};
  EXPECT_THAT(html(page), Not(HasSubstr(kSaid))) << "a slow payment that outlasts its order";
  page.events = {{"given_up", "buyer", kNow}};
  page.state = sales::OrderState::cancelled;
  EXPECT_THAT(html(page), Not(HasSubstr(kSaid)));
}

TEST(OrderHold, AnOrderInMoneyThatIsTakenNoMoreSaysToPlaceItAnew) {
  OrderPage page = order();
  page.methods.clear();
  page.pay_stop = payment::PayStop::other_money;
  for (const sales::OrderState state : {sales::OrderState::open, sales::OrderState::payment_lost}) {
    page.state = state;
    EXPECT_THAT(html(page), HasSubstr("Place it anew to pay for it."));
    EXPECT_THAT(html(page), Not(HasSubstr("Look again in a few minutes")));
    EXPECT_THAT(html(page), Not(HasSubstr("/orders/secret/payments")));
  }
}

TEST(OrderHold, AnOrderWhosePaymentCannotBeAskedForSaysThatAndNotThatNoneCame) {
  OrderPage page = order();
  using payment::PaymentStatus;
  page.attempts = {{"card", PaymentStatus::new_, payment::PaymentException::none, usd(1900), usd(0),
                    "https://pay.example/1", kNow, kNow, true}};
  EXPECT_THAT(html(page), HasSubstr("No payment has reached us yet."));
  page.cannot_ask = true;
  for (const PaymentStatus status : {PaymentStatus::new_, PaymentStatus::expired}) {
    page.attempts[0].status = status;
    EXPECT_THAT(html(page), HasSubstr("We cannot see right now whether you have paid"));
    EXPECT_THAT(html(page), HasSubstr("We ask again by ourselves."));
    EXPECT_THAT(html(page), Not(HasSubstr("No payment has reached us")));
  }
  page.attempts[0].status = PaymentStatus::invalid;
  EXPECT_THAT(html(page), HasSubstr("The payment failed")) << "that is known";
}

TEST(OrderHold, AnOrderThatIsLeftOfATestSaysThatNoRealMoneyWasPaid) {
  OrderPage page = order();
  page.is_sandbox = page.is_left_of_test = true;
  page.pay_stop = payment::PayStop::other_money;
  for (const sales::OrderState state :
       {sales::OrderState::open, sales::OrderState::cancelled, sales::OrderState::fulfilled}) {
    page.state = state;
    EXPECT_THAT(html(page), HasSubstr("no real money was paid for it"));
  }
}

TEST(OrderHold, AnOpenOrderSaysWhatKeepsItFromBeingPaidAndWhatToDo) {
  OrderPage page = order();
  EXPECT_THAT(html(page), HasSubstr("A payment that comes later still counts."));
  page.methods.clear();
  page.pay_stop = payment::PayStop::none_offered;
  EXPECT_THAT(html(page),
              HasSubstr("It is kept until " + find_locale("en").date_time(page.expires_at) +
                        ": look again before then, or ask the shop."));
  EXPECT_THAT(html(page), HasSubstr("The shop names no address to write to"));
  Frame frame;
  frame.contact = "desk@books.example";
  EXPECT_THAT(render(page, frame), Not(HasSubstr("names no address")));
  EXPECT_LT(render(page, frame).find("mailto:desk@books.example"),
            render(page, frame).find("<section class=\"keep\""));
  page.state = sales::OrderState::payment_lost;
  EXPECT_THAT(html(page), HasSubstr("The order is kept all the same"));
  page.state = sales::OrderState::open;
  page.pay_stop = payment::PayStop::resting;
  EXPECT_THAT(html(page), HasSubstr("Look again in a few minutes"));
}

TEST(OrderHold, AnOrderThatNothingCanPayHasAHeadingThatSaysSo) {
  constexpr const char* kHeading = "<h1>This order cannot be paid now</h1>";
  OrderPage page = order();
  page.methods.clear();
  for (const auto stop : {payment::PayStop::none_offered, payment::PayStop::other_money}) {
    page.pay_stop = stop;
    EXPECT_THAT(html(page), HasSubstr(kHeading));
    EXPECT_THAT(html(page), Not(HasSubstr("Waiting for your payment")));
  }
  page.pay_stop = payment::PayStop::resting;
  EXPECT_THAT(html(page), HasSubstr("Waiting for your payment")) << "that passes";
}

OrderPageAttempt by_card() {
  OrderPageAttempt attempt;
  attempt.method = "card";
  attempt.due = usd(1900);
  attempt.received = usd(0);
  attempt.prompt_url = "https://pay.example/1";
  attempt.expires_at = kNow + Duration::days(7);
  return attempt;
}

TEST(OrderHold, AWayToPayThatWasSwitchedOffBeforeItWasOpenedSaysSoAndOffersTheOthers) {
  OrderPage page = order();
  page.attempts = {by_card()};
  page.attempts[0].prompt_url.clear();
  EXPECT_THAT(html(page), HasSubstr("The payment could not be begun"));
  page.attempts[0].is_offered = false;
  for (const auto status : {payment::PaymentStatus::new_, payment::PaymentStatus::expired,
                            payment::PaymentStatus::cancelled}) {
    page.attempts[0].status = status;
    EXPECT_THAT(html(page), HasSubstr("<h1>The way you chose is not offered any more</h1>"));
    EXPECT_THAT(html(page), HasSubstr("/orders/secret/payments"));
    EXPECT_THAT(html(page), Not(HasSubstr("does not answer")));
  }
  page.methods.clear();
  page.pay_stop = payment::PayStop::none_offered;
  EXPECT_THAT(html(page), HasSubstr("look again before then, or ask the shop"));
}

TEST(OrderHold, AVoucherWaitsToBePaidUntilItsDayAndNothingLeadsToItsPage) {
  const Locale& locale = find_locale("en");
  OrderPage page = order();
  page.attempts = {by_card()};
  page.attempts[0].is_voucher = true;
  page.attempts[0].voucher_until = kNow + Duration::days(3);
  page.events = {{"voucher", rfc3339(kNow + Duration::days(3)), kNow}};
  EXPECT_THAT(html(page), HasSubstr("<h1>Your voucher waits to be paid</h1>"));
  EXPECT_THAT(html(page), HasSubstr("Pay it by " + locale.date_time(kNow + Duration::days(3))));
  EXPECT_THAT(html(page), HasSubstr("A voucher was made out, to be paid elsewhere by"));
  EXPECT_THAT(html(page), Not(HasSubstr("pay.example")));
  EXPECT_THAT(html(page), HasSubstr("/orders/secret/payments"));
  EXPECT_THAT(html(page), HasSubstr("leave the voucher unpaid: what comes a second time"));
  page.attempts[0].voucher_until.reset();
  page.events[0].detail.clear();
  EXPECT_THAT(html(page), HasSubstr("Pay it the way it says."));
  page.attempts.push_back(by_card());
  page.attempts[1].can_be_paid = true;
  EXPECT_THAT(html(page), HasSubstr("You also have a voucher for this order"));
  page.hold.given_back = "gone";
  EXPECT_THAT(html(page), HasSubstr("is needed no more: leave it unpaid"));
  EXPECT_THAT(html(page), Not(HasSubstr("You also have a voucher")));
  page.hold.given_back.clear();
  EXPECT_THAT(html(page), HasSubstr("pay.example")) << "the page of the other attempt";
  page.state = sales::OrderState::fulfilled;
  page.attempts[0].status = payment::PaymentStatus::cancelled;
  EXPECT_THAT(html(page), HasSubstr("is needed no more: leave it unpaid"));
  page.now = kNow + Duration::days(8);
  EXPECT_THAT(html(page), Not(HasSubstr("is needed no more"))) << "it is over";
}

TEST(OrderHold, ThatIsOverCanBePaidOrSaysWhatBecameOfIt) {
  OrderPage page = order();
  page.hold.given_back = "still_there";
  EXPECT_THAT(html(page), HasSubstr("they are still there"));
  EXPECT_THAT(html(page), HasSubstr("/orders/secret/payments"));
  page.methods.clear();
  page.hold.given_back = "in_other_orders";
  page.hold.back_at = kNow;
  EXPECT_THAT(html(page),
              HasSubstr("Look again after " + find_locale("en").time_of_day(kNow) + "."));
  page.hold.given_back = "rests";
  page.hold.back_at = kNow + Duration::hours(6);
  EXPECT_THAT(html(page), HasSubstr("Kept twice, and not paid"));
  EXPECT_THAT(html(page),
              HasSubstr("until " + find_locale("en").date_time(kNow + Duration::hours(6))));
  for (const char* gone : {"gone", "code_gone"}) {
    page.hold.given_back = gone;
    EXPECT_THAT(html(page), HasSubstr("Nothing was charged. Cancel the order"));
    EXPECT_THAT(html(page), HasSubstr("/orders/secret/cancel"));
    EXPECT_THAT(html(page), Not(HasSubstr("No way to pay works")));
  }
  page.state = sales::OrderState::cancelled;
  EXPECT_THAT(html(page), HasSubstr("others have used it up"));
}

// Every text that tells of what is held, in every language: of a code alone none speaks of copies.
TEST(OrderHold, OfACodeAloneIsToldInWordsOfACode) {
  const std::vector<std::pair<std::string, std::string>> words = {{"en", "copies"},
                                                                  {"de", "Exemplar"},
                                                                  {"es", "ejemplar"},
                                                                  {"fr", "exemplaire"},
                                                                  {"ar", "نسخ"}};
  for (const auto& [language, copies] : words) {
    SCOPED_TRACE(language);
    Frame frame;
    frame.locale = language;
    OrderPage page = order();
    page.hold.until = kNow + Duration::minutes(20);
    page.hold.is_of_code_alone = true;
    const auto expect_no_copies = [&] { EXPECT_THAT(render(page, frame), Not(HasSubstr(copies))); };
    expect_no_copies();
    page.state = sales::OrderState::pending;
    expect_no_copies();
    page.state = sales::OrderState::open;
    page.hold.until.reset();
    page.hold.back_at = kNow + Duration::minutes(9);
    for (const char* word : {"still_there", "rests", "code_in_other_orders", "code_gone"}) {
      page.hold.given_back = word;
      for (const auto state : {sales::OrderState::open, sales::OrderState::cancelled}) {
        page.state = state;
        expect_no_copies();
      }
    }
    page.hold.is_of_code_alone = false;
    page.hold.given_back = "still_there";
    EXPECT_THAT(render(page, frame), HasSubstr(copies));
  }
}

TEST(OrderHold, OfACodeAloneIsPaidLateWithItsPrice) {
  OrderPage page = order();
  page.hold.until = kNow + Duration::minutes(20);
  EXPECT_THAT(html(page), HasSubstr("when its copies have gone to others is given back"));
  page.hold.is_of_code_alone = true;
  EXPECT_THAT(html(page), HasSubstr("A payment that comes later still counts."));
  page.hold.until.reset();
  page.hold.given_back = "code_in_other_orders";
  page.hold.back_at = kNow;
  EXPECT_THAT(html(page), HasSubstr("Your code is in other orders just now"));
  EXPECT_THAT(html(page),
              HasSubstr("Look again after " + find_locale("en").time_of_day(kNow) + ", or place"));
}

}  // namespace
}  // namespace aan::web
