#include "adapters/pay_stripe/objects_json.hpp"

#include <gtest/gtest.h>

#include <string>

#include "adapters/pay_stripe/reversals_json.hpp"

namespace aan::pay_stripe {
namespace {

const std::string kSession =
    R"({"id":"cs_1","object":"checkout.session","url":"https://pay.example/cs_1",
  "status":"open","payment_status":"unpaid","amount_total":1999,"currency":"usd","created":1800000000,
  "client_reference_id":"ord_1","metadata":{"intent_id":"int_1"},"payment_intent":null,"livemode":false,
  "field_of_next_year":{"deep":[1,2,3]}})";

std::string with(std::string json, std::string_view what, std::string_view instead) {
  const auto at = json.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return json.replace(at, what.size(), instead);
}

TEST(StripeObjects, ASessionIsReadAndUnknownFieldsAreNoFault) {
  const CheckoutSession session = parse_session(kSession).value();
  EXPECT_EQ(session.id, "cs_1");
  EXPECT_EQ(session.intent_id, "int_1");
  EXPECT_EQ(session.client_reference_id, "ord_1");
  EXPECT_EQ(session.payment_intent, "");
  EXPECT_EQ(session.created.unix_seconds(), 1'800'000'000);
}

TEST(StripeObjects, BuyersAreSentToHttpsOrToWhereTheApiIs) {
  const std::string_view real = "https://api.stripe.com";
  const std::string_view here = "http://127.0.0.1:4242";
  EXPECT_TRUE(is_pay_page("https://checkout.stripe.com/c/pay/cs_1#x", real));
  EXPECT_TRUE(is_pay_page("https://pay.example/cs_1", here)) << "a domain of the shop's own";
  EXPECT_TRUE(is_pay_page("http://127.0.0.1:4242/c/pay/cs_1", here));
  EXPECT_TRUE(is_pay_page("http://127.0.0.1:4242/c/pay/cs_1", "http://127.0.0.1:4242/proxy"));
  for (const std::string_view wrong :
       {"http://checkout.stripe.com/c/pay/cs_1", "javascript:alert(1)", "data:text/html,x",
        "//a.example/x", "/c/pay/cs_1", "https://", "https:///c", "https://?x", "HTTPS:x",
        "https://a.example/\r\nx: y", "https://a.example/ b", "https:\\\\a.example",
        "http://127.0.0.1:42420/x", "http://127.0.0.1:4242@a.example/x", "http://127.0.0.1:4242",
        "http://127.0.0.1/x"}) {
    EXPECT_FALSE(is_pay_page(wrong, here)) << wrong;
    EXPECT_FALSE(is_pay_page(wrong, real)) << wrong;
  }
  EXPECT_FALSE(is_pay_page("http://127.0.0.1:4242/c/pay/cs_1", real));
}

TEST(StripeObjects, AReferenceIsAnIdOrTheObjectItself) {
  const std::string null_reference = R"("payment_intent":null)";
  EXPECT_EQ(parse_session(with(kSession, null_reference, R"("payment_intent":"pi_1")"))
                .value()
                .payment_intent,
            "pi_1");
  EXPECT_EQ(parse_session(with(kSession, null_reference, R"("payment_intent":{"id":"pi_1"})"))
                .value()
                .payment_intent,
            "pi_1");
}

TEST(StripeObjects, WhatIsNeededAndMissingIsNamedAndNothingIsGuessed) {
  EXPECT_EQ(
      parse_session(with(kSession, R"("created":1800000000)", R"("created":19.99)")).error().detail,
      "no whole number created");
  EXPECT_EQ(parse_session(with(kSession, R"("currency":"usd",)", "")).error().detail,
            "no currency");
  for (const char* text : {"", "[]", "null", "{", R"({"object":"refund"})", R"({"object":7})"})
    EXPECT_EQ(parse_session(text).error().code, Errc::upstream_malformed) << text;
  EXPECT_FALSE(parse_session(std::string(100'000, '[')));
}

TEST(StripeObjects, APaymentCarriesWhatItsChargeTells) {
  const StripePayment payment =
      parse_session(with(kSession, R"("payment_intent":null)",
                         R"("payment_intent":{"id":"pi_1","object":"payment_intent",
        "status":"succeeded","currency":"usd","amount_received":1999,"created":1800000000,
        "latest_charge":{"id":"ch_1","object":"charge","created":1800000060}})"))
          .value()
          .payment.value();
  EXPECT_EQ(payment.charge, "ch_1");
  EXPECT_EQ(payment.amount_received, 1999);
  EXPECT_EQ(payment.created.unix_seconds(), 1'800'000'060) << "the money moved with the charge";
}

TEST(StripeObjects, AVoucherSaysUntilWhenItIsToBePaidWhereItsKindDoes) {
  const auto until = [](const char* next_action) {
    return parse_session(with(kSession, R"("payment_intent":null)",
                              R"("payment_intent":{"id":"pi_1","object":"payment_intent",
        "status":"requires_action","currency":"usd","amount_received":0,"created":1800000000,
        "next_action":)" + std::string(next_action) +
                                  "}"))
        .value()
        .payment.value()
        .voucher_until;
  };
  EXPECT_EQ(until(R"({"type":"oxxo_display_details",
        "oxxo_display_details":{"expires_after":1800000300,"number":"1"}})")
                ->unix_seconds(),
            1'800'000'300);
  EXPECT_EQ(until(R"({"type":"boleto_display_details",
        "boleto_display_details":{"expires_at":1800000400,"pdf":null}})")
                ->unix_seconds(),
            1'800'000'400);
  for (const char* none :
       {"null", "{}", R"({"type":"x"})", R"({"type":"x","x":{"expires_at":null}})",
        R"({"type":"x","x":{"expires_at":"soon"}})"})
    EXPECT_FALSE(until(none)) << none;
}

TEST(StripeObjects, AnAccountSaysWhetherItMayTakeMoneyAndWhyNot) {
  const StripeAccount account =
      parse_account(R"({"id":"acct_1","object":"account","charges_enabled":false,
        "payouts_enabled":true,"requirements":{"disabled_reason":"requirements.past_due",
        "past_due":["company.tax_id"]}})")
          .value();
  EXPECT_FALSE(account.charges_enabled);
  EXPECT_TRUE(account.payouts_enabled);
  EXPECT_EQ(account.disabled_reason, "requirements.past_due");
  EXPECT_EQ(account.past_due, std::vector<std::string>{"company.tax_id"});
}

TEST(StripeObjects, AnEventTellsWhereToLookAndNoMore) {
  const auto event = [](const char* object) {
    return parse_event(R"({"id":"evt_1","object":"event","type":"x","created":1,"livemode":false,
      "data":{"object":)" +
                       std::string(object) + "}}");
  };
  EXPECT_EQ(event(R"({"object":"checkout.session","id":"cs_1","payment_intent":"pi_1"})")->session,
            "cs_1");
  EXPECT_EQ(event(R"({"object":"payment_intent","id":"pi_1"})")->payment_intent, "pi_1");
  EXPECT_EQ(event(R"({"object":"charge","id":"ch_1","payment_intent":"pi_1"})")->payment_intent,
            "pi_1");
  EXPECT_EQ(event(R"({"object":"dispute","id":"dp_1","payment_intent":"pi_1"})")->payment_intent,
            "pi_1");
  EXPECT_EQ(event(R"({"object":"price","id":"price_1"})")->payment_intent, "");
  EXPECT_FALSE(event("7"));
}

TEST(StripeObjects, AnEventIsWrittenAsItIsReadAndWithoutThePerson) {
  const StripeEvent event =
      parse_event(R"({"id":"evt_1","object":"event","type":"x","created":1,"livemode":true,
        "data":{"object":{"object":"checkout.session","id":"cs_1","payment_intent":"pi_1",
        "customer_details":{"email":"a@b.example"},"metadata":{"intent_id":"test_1"}}}})")
          .value();
  const std::string written = write_event(event);
  EXPECT_EQ(written.find("a@b.example"), std::string::npos);
  const StripeEvent again = parse_event(written).value();
  EXPECT_EQ(again.id, "evt_1");
  EXPECT_EQ(again.type, "x");
  EXPECT_TRUE(again.livemode);
  EXPECT_EQ(again.session, "cs_1");
  EXPECT_EQ(again.payment_intent, "pi_1");
  EXPECT_EQ(again.intent_id, "test_1");
  EXPECT_EQ(again.created, event.created);
}

TEST(StripeObjects, WarningsAndPayoutsKeepTheirNameAndTheBanksWordAlone) {
  const auto kept = [](const char* object) {
    const auto event =
        parse_event(R"({"id":"evt_1","object":"event","type":"x","created":1,"data":{"object":)" +
                    std::string(object) + "}}");
    return parse_event(write_event(*event)).value();
  };
  const StripeEvent warning =
      kept(R"({"object":"radar.early_fraud_warning","id":"issfr_1","charge":"ch_1",
           "payment_intent":"pi_1","fraud_type":"made_with_stolen_card"})");
  EXPECT_EQ(warning.warning, "issfr_1");
  EXPECT_EQ(warning.payment_intent, "pi_1");
  EXPECT_EQ(warning.reason, "made_with_stolen_card");
  EXPECT_EQ(warning.payout, "");
  const StripeEvent payout = kept(
      R"({"object":"payout","id":"po_1","destination":"ba_1","failure_code":"account_closed"})");
  EXPECT_EQ(payout.payout, "po_1");
  EXPECT_EQ(payout.reason, "account_closed");
  EXPECT_EQ(payout.warning + payout.session, "");
  EXPECT_EQ(kept(R"({"object":"payout","id":"po_2","failure_code":null})").reason, "");
}

TEST(StripeObjects, AListIsReadWholeOrNotAtAll) {
  const auto refunds = parse_refunds(R"({"object":"list","data":[
    {"id":"re_2","object":"refund","status":"failed","amount":5,"currency":"usd","created":2,
     "metadata":{},"failure_balance_transaction":{"id":"txn_1","created":9}},
    {"id":"re_1","object":"refund","status":"succeeded","amount":7,"currency":"usd","created":1,
     "metadata":{"refund_id":"test_1"},"failure_balance_transaction":null}]})");
  ASSERT_TRUE(refunds) << refunds.error().to_string();
  EXPECT_EQ(refunds->at(0).failed_at->unix_seconds(), 9);
  EXPECT_EQ(refunds->at(0).refund_id, "");
  EXPECT_EQ(refunds->at(1).refund_id, "test_1");
  EXPECT_FALSE(parse_refunds(R"({"object":"list","data":[7]})"));
  EXPECT_FALSE(parse_refunds(R"({"object":"list","data":[{"id":"re_1"}]})"));
  EXPECT_FALSE(parse_refunds(R"({"object":"list"})"));
}

TEST(StripeObjects, ADisputeTellsWhatTheBankTookAndUntilWhenItListens) {
  const auto disputes = parse_disputes(R"({"object":"list","data":[{"id":"dp_1","object":"dispute",
    "status":"needs_response","reason":"fraudulent","amount":1999,"currency":"usd","created":5,
    "evidence_details":{"due_by":900},"balance_transactions":[{"id":"txn_1","amount":-1999,
    "fee":1500,"currency":"usd","created":6}]}]})");
  ASSERT_TRUE(disputes) << disputes.error().to_string();
  EXPECT_EQ(disputes->at(0).due_by->unix_seconds(), 900);
  EXPECT_EQ(disputes->at(0).movements.at(0).amount, -1999);
  EXPECT_EQ(disputes->at(0).movements.at(0).fee, 1500);
}

TEST(StripeObjects, AFaultIsWhatItSaysOrNothing) {
  const StripeFault fault = parse_fault(
      R"({"error":{"type":"invalid_request_error","code":"amount_too_small","param":"amount",
          "message":"Too small."}})");
  EXPECT_EQ(fault.code, "amount_too_small");
  EXPECT_EQ(fault.param, "amount");
  EXPECT_EQ(parse_fault("<html>upstream</html>").type, "");
}

}  // namespace
}  // namespace aan::pay_stripe
