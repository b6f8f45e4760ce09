#include <gtest/gtest.h>

#include <algorithm>

#include "tests/peers/stripe_world.hpp"

namespace aan::peers {
namespace {

namespace json = boost::json;
using enum ports::PaymentEventKind;

class StripeProviderTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!world_.is_there()) GTEST_SKIP() << "no Node here to run the double with";
  }
  payment::PaymentIntent begun() {
    payment::PaymentIntent intent = world_.new_intent();
    const auto prompt = world_.provider().begin(intent);
    EXPECT_TRUE(prompt) << (prompt ? "" : prompt.error().to_string());
    if (!prompt) return intent;
    intent.provider_ref = prompt->provider_ref;
    intent.prompt_url = prompt->url;
    return intent;
  }
  payment::PaymentIntent paid() {
    payment::PaymentIntent intent = begun();
    world_.pay(intent);
    return intent;
  }
  std::vector<ports::PaymentEvent> told(const payment::PaymentIntent& intent) {
    const auto events = world_.provider().query(intent);
    EXPECT_TRUE(events) << (events ? "" : events.error().to_string());
    return events ? *events : std::vector<ports::PaymentEvent>{};
  }
  std::vector<ports::PaymentEventKind> kinds(const payment::PaymentIntent& intent) {
    std::vector<ports::PaymentEventKind> all;
    for (const ports::PaymentEvent& event : told(intent)) all.push_back(event.kind);
    return all;
  }
  void spoil(const char* fault, const char* path = "/v1/") {
    world_.stripe().act("fault", {{"name", fault}, {"path", path}});
  }
  void mend() { world_.stripe().act("fault", {{"name", "ok"}}); }
  std::size_t sessions() { return world_.stripe().act("state").at("sessions").as_array().size(); }
  std::size_t requests() { return world_.stripe().act("state").at("requests").as_array().size(); }
  payment::Payment payment_of(const payment::PaymentIntent& intent) {
    const ports::PaymentEvent event = told(intent).at(0);
    payment::Payment payment;
    payment.intent_id = intent.id;
    payment.order_id = intent.order_id;
    payment.network_ref = event.network_ref;
    payment.amount = event.amount;
    return payment;
  }
  static payment::Refund refund(const char* id, std::int64_t amount) {
    payment::Refund refund;
    refund.id.value = id;
    refund.amount = {amount, *find_asset("USD")};
    return refund;
  }

  StripeWorld world_;
};

TEST_F(StripeProviderTest, ATestKeySellsWithoutRealMoney) {
  const auto it = world_.provider().describe();
  EXPECT_TRUE(it.is_card);
  EXPECT_TRUE(it.is_sandbox);
  const auto live = world_.make({.url = world_.stripe().origin(), .key = "rk_live_x"})->describe();
  EXPECT_FALSE(live.is_sandbox);
}

TEST_F(StripeProviderTest, APaymentBringsItsFeeByTheNameOfItsMovement) {
  const auto intent = paid();
  const auto events = told(intent);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].kind, settled);
  EXPECT_EQ(events[1].kind, fee);
  EXPECT_EQ(events[1].about_ref, events[0].network_ref);
  EXPECT_EQ(events[1].amount.amount, 88);
  EXPECT_TRUE(events[1].network_ref.starts_with("txn_"));
}

TEST_F(StripeProviderTest, AFeeThatIsNoAmountOfItsCurrencyIsLeftOutAndThePaymentCounts) {
  payment::PaymentIntent intent = world_.new_intent();
  intent.due = {500, *find_asset("ISK")};
  const auto prompt = world_.provider().begin(intent);
  ASSERT_TRUE(prompt) << prompt.error().to_string();
  intent.provider_ref = prompt->provider_ref;
  EXPECT_EQ(world_.stripe().press(prompt->url, "card"), 303);
  const auto events = told(intent);  // the fee is 14.80 ISK
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].kind, settled);
  EXPECT_EQ(events[0].amount, intent.due);
}

TEST_F(StripeProviderTest, ADelayedMethodIsUnderWayUntilItIsPaidOrLost) {
  for (const bool is_paid : {true, false}) {
    const auto intent = begun();
    EXPECT_EQ(world_.stripe().press(intent.prompt_url, "later"), 303);
    EXPECT_EQ(kinds(intent), std::vector{seen});
    world_.stripe().act("finish", {{"session", intent.provider_ref}, {"is_paid", is_paid}});
    EXPECT_EQ(kinds(intent), is_paid ? std::vector({settled, fee}) : std::vector({lost, failed}));
  }
}

TEST_F(StripeProviderTest, AVoucherIsNeitherPaidNorLostUntilItsBuyerPaidItOrItsTimeIsOver) {
  for (const bool is_paid : {true, false}) {
    payment::PaymentIntent intent = begun();
    EXPECT_EQ(world_.stripe().press(intent.prompt_url, "voucher"), 303);
    const auto events = told(intent);
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].kind, voucher);
    ASSERT_TRUE(events[0].due_at);
    EXPECT_GT(*events[0].due_at, intent.created_at + Duration::days(2));
    intent.is_voucher = true;
    world_.stripe().act("finish", {{"session", intent.provider_ref}, {"is_paid", is_paid}});
    EXPECT_EQ(kinds(intent), is_paid ? std::vector({settled, fee}) : std::vector({failed}));
  }
}

TEST_F(StripeProviderTest, ADeclinedCardIsNoEvent) {
  const auto intent = begun();
  EXPECT_EQ(world_.stripe().press(intent.prompt_url, "declined"), 402);
  EXPECT_TRUE(told(intent).empty());
}

TEST_F(StripeProviderTest, CancellingEndsTheSessionUnlessItIsPaid) {
  const auto open = begun();
  EXPECT_TRUE(world_.provider().cancel(open));
  EXPECT_EQ(kinds(open), std::vector{cancelled});
  EXPECT_EQ(world_.stripe().press(open.prompt_url, "card"), 400);
  const auto bought = paid();
  EXPECT_TRUE(world_.provider().cancel(bought));
  EXPECT_EQ(told(bought).at(0).kind, settled);
}

TEST_F(StripeProviderTest, AReplyThatWasLostIsHadAgainAndMakesNoSecondSession) {
  const std::size_t before = sessions();
  world_.stripe().act("fault", {{"name", "lost_reply"}, {"count", 1}});
  begun();
  EXPECT_EQ(sessions(), before + 1);
}

TEST_F(StripeProviderTest, NobodyIsSentToAnAddressThatIsNoCardPage) {
  for (const char* url :
       {"javascript:alert(1)", "http://elsewhere.example/c/pay/1", "//elsewhere.example/"}) {
    world_.stripe().act("page", {{"url", url}});
    const auto prompt = world_.provider().begin(world_.new_intent());
    ASSERT_FALSE(prompt) << url;
    EXPECT_EQ(prompt.error().code, Errc::upstream_malformed);
    EXPECT_FALSE(prompt.error().to_string().contains("elsewhere")) << "what they say is not logged";
  }
  world_.stripe().act("page", {{"url", "https://pay.example/c/pay/1"}});
  const auto prompt = world_.provider().begin(world_.new_intent());
  ASSERT_TRUE(prompt) << prompt.error().to_string();
  EXPECT_EQ(prompt->url, "https://pay.example/c/pay/1");
}

TEST_F(StripeProviderTest, AShopThatMovedBeforeItKnewItsSessionOpensAnotherOne) {
  const auto intent = world_.new_intent();
  ASSERT_TRUE(world_.provider().begin(intent));
  const auto moved =
      world_.make({.url = world_.stripe().origin(), .shop = "https://other.example"});
  const auto prompt = moved->begin(intent);
  ASSERT_TRUE(prompt) << prompt.error().to_string();
  EXPECT_EQ(moved->begin(intent)->provider_ref, prompt->provider_ref);
}

TEST_F(StripeProviderTest, AnAttemptThatWaitedIsAskedForWithATimeThatIsStillTaken) {
  payment::PaymentIntent intent = world_.new_intent();
  intent.created_at = intent.created_at - Duration::minutes(20);
  const auto prompt = world_.provider().begin(intent);
  EXPECT_TRUE(prompt) << (prompt ? "" : prompt.error().to_string());
}

TEST_F(StripeProviderTest, AmountsThatNoCardPaysAreRefusedBeforeAnybodyIsAsked) {
  payment::PaymentIntent intent = world_.new_intent();
  intent.due.amount = 49;
  EXPECT_EQ(world_.provider().begin(intent).error().reason, "amount_too_small");
  intent.due.amount = 100'000'000;
  EXPECT_EQ(world_.provider().begin(intent).error().reason, "amount_too_large");
  EXPECT_TRUE(world_.provider().health().is_well);
}

TEST_F(StripeProviderTest, EveryMessageAboutAPaymentLeadsToItsSession) {
  const auto intent = begun();
  const auto messages = world_.pay(intent);
  world_.stripe().act("refund", {{"session", intent.provider_ref}, {"amount", 100}});
  world_.stripe().act("dispute", {{"session", intent.provider_ref}});
  std::size_t led = 0;
  for (const std::string& message : world_.stripe().messages(intent.provider_ref)) {
    ASSERT_TRUE(world_.provider().verify(message, world_.now()));
    const auto kept = world_.provider().keep_message(message);
    ASSERT_TRUE(kept) << kept.error().to_string();
    const auto said = world_.provider().read_message(kept->text);
    ASSERT_TRUE(said) << said.error().to_string();
    EXPECT_TRUE(said->is_hint);
    EXPECT_TRUE(said->events.empty()) << "an event is never believed";
    if (said->provider_ref == intent.provider_ref) ++led;
  }
  // The session's own, the refund made by hand and the dispute. The store knows no attempt, so what
  // names it is of an order that was forgotten.
  EXPECT_GE(led, 3U);
}

TEST_F(StripeProviderTest, MessagesOfTheOtherModeOrOfNobodyAreNoneOfOurs) {
  const auto read = [&](const std::string& body) {
    return world_.provider().read_message("header\n" + body);
  };
  EXPECT_EQ(read(R"({"id":"evt_1","object":"event","type":"x","created":1,"livemode":true,
    "data":{"object":{"object":"checkout.session","id":"cs_1"}}})")
                .error()
                .reason,
            "other_mode");
  EXPECT_EQ(read(R"({"id":"evt_1","object":"event","type":"x","created":1,"livemode":false,
    "data":{"object":{"object":"checkout.session","id":"cs_1","metadata":{"intent_id":"else_1"}}}})")
                ->provider_ref,
            "");
  EXPECT_EQ(read("nonsense").error().code, Errc::invalid);
}

TEST_F(StripeProviderTest, RefundsAreToldWithOurIdAndThoseByHandWithout) {
  const auto intent = paid();
  ASSERT_TRUE(world_.provider().refund(payment_of(intent), refund("test_r1", 500)));
  world_.stripe().act("refund", {{"session", intent.provider_ref}, {"amount", 300}});
  std::vector<std::string> ids;
  for (const ports::PaymentEvent& event : told(intent))
    if (event.kind == refund_settled) ids.push_back(event.refund_id);
  std::ranges::sort(ids);
  EXPECT_EQ(ids, (std::vector<std::string>{"", "test_r1"}));
}

TEST_F(StripeProviderTest, ARefundMayTakeItsTimeAndFailAfterAll) {
  const auto intent = paid();
  world_.stripe().act("next_refund_pends");
  const auto answer = world_.provider().refund(payment_of(intent), refund("test_r2", 500));
  ASSERT_TRUE(answer) << answer.error().to_string();
  EXPECT_EQ(answer->state, payment::RefundState::processing);
  world_.stripe().act("finish_refund", {{"refund", answer->network_ref}, {"is_settled", false}});
  EXPECT_EQ(told(intent).back().kind, refund_failed);
  EXPECT_EQ(world_.provider().refund(payment_of(intent), refund("test_r2", 500)).error().reason,
            "refund_failed");
}

TEST_F(StripeProviderTest, ARefundWhoseReplyWasLostIsMadeOnce) {
  const auto intent = paid();
  const payment::Payment payment = payment_of(intent);
  world_.stripe().act("fault", {{"name", "lost_reply"}, {"method", "POST"}});
  EXPECT_FALSE(world_.provider().refund(payment, refund("test_r3", 500)));
  mend();
  ASSERT_TRUE(world_.provider().refund(payment, refund("test_r3", 500)));
  EXPECT_EQ(std::ranges::count(kinds(intent), refund_settled), 1);
}

TEST_F(StripeProviderTest, ADisputeIsToldFromItsOpeningToItsEnd) {
  for (const bool is_won : {true, false}) {
    const auto intent = paid();
    const auto opened = world_.stripe().act("dispute", {{"session", intent.provider_ref}});
    EXPECT_EQ(kinds(intent),
              (std::vector{settled, fee, inquiry_over, dispute_opened, dispute_withdrawn, fee}));
    EXPECT_EQ(told(intent)[3].reason, "fraudulent");
    EXPECT_TRUE(told(intent)[3].due_at.has_value());
    world_.stripe().act("close_dispute", {{"dispute", opened.at("id")}, {"is_won", is_won}});
    const auto last = kinds(intent);
    EXPECT_EQ(last.back(), is_won ? dispute_won : dispute_lost);
    EXPECT_EQ(std::ranges::count(last, dispute_reinstated), is_won ? 1 : 0);
  }
}

TEST_F(StripeProviderTest, AnInquiryIsToldAsOneUntilItIsADispute) {
  const auto intent = paid();
  const auto asked = world_.stripe().act("inquiry", {{"session", intent.provider_ref}});
  EXPECT_EQ(kinds(intent), (std::vector{settled, fee, inquiry_opened, answer_wanted}));
  EXPECT_TRUE(told(intent)[2].due_at.has_value());
  world_.stripe().act("escalate_inquiry", {{"dispute", asked.at("id")}});
  const auto disputed = told(intent);
  EXPECT_EQ(kinds(intent),
            (std::vector{settled, fee, inquiry_over, dispute_opened, dispute_withdrawn, fee}));
  EXPECT_EQ(disputed[3].network_ref, disputed[2].network_ref);
}

TEST_F(StripeProviderTest, NoFaultIsTakenForAnAnswerAndAllAreMendedByAskingAgain) {
  for (const char* fault : {"drop", "500", "503", "429", "no_json"}) {
    const auto intent = world_.new_intent();
    const auto earlier = paid();
    spoil(fault);
    EXPECT_FALSE(world_.provider().begin(intent)) << fault;
    EXPECT_FALSE(world_.provider().query(earlier)) << fault;
    EXPECT_FALSE(world_.provider().cancel(earlier)) << fault;
    EXPECT_FALSE(world_.provider().refund({}, refund("test_x", 1))) << fault;
    EXPECT_FALSE(world_.provider().probe()) << fault;
    mend();
    EXPECT_TRUE(world_.provider().begin(intent)) << fault;
    EXPECT_EQ(told(earlier).at(0).kind, settled) << fault;
  }
}

TEST_F(StripeProviderTest, ThreeFaultsInARowRestTheMethodAndOneDoesNot) {
  spoil("503");
  EXPECT_FALSE(world_.provider().probe());
  EXPECT_FALSE(world_.provider().probe());
  EXPECT_TRUE(world_.provider().health().is_well);
  EXPECT_FALSE(world_.provider().probe());
  EXPECT_FALSE(world_.provider().health().is_well);
  EXPECT_EQ(world_.provider().health().why, "down");
}

TEST_F(StripeProviderTest, TooFastIsWellAndAKeyThatIsGoneIsNot) {
  for (int i = 0; i < 5; ++i) {
    spoil("429");
    EXPECT_FALSE(world_.provider().probe());
  }
  EXPECT_TRUE(world_.provider().health().is_well);
  spoil("401");
  EXPECT_FALSE(world_.provider().probe());
  EXPECT_EQ(world_.provider().health().why, "key");
}

TEST_F(StripeProviderTest, AKeyThatMayNotSeeTheAccountStillSells) {
  spoil("403", "/v1/account");
  EXPECT_TRUE(world_.provider().probe());
  EXPECT_TRUE(world_.provider().health().is_well);
  spoil("403", "/v1/checkout");
  EXPECT_FALSE(world_.provider().begin(world_.new_intent()));
  EXPECT_EQ(world_.provider().health().why, "permission");
}

TEST_F(StripeProviderTest, AFrozenAccountRestsAtOnceThoughItIsReadAsEver) {
  const auto earlier = paid();
  world_.stripe().act("account", {{"charges_enabled", false}});
  EXPECT_FALSE(world_.provider().probe());
  EXPECT_EQ(world_.provider().health().why, "frozen");
  EXPECT_EQ(told(earlier).at(0).kind, settled) << "what is under way goes on";
  EXPECT_FALSE(world_.provider().health().is_well);
}

TEST_F(StripeProviderTest, WhoWaitsForAFrozenAccountCostsNoRequests) {
  spoil("400", "/v1/checkout");
  std::vector<payment::PaymentIntent> waiting;
  for (int i = 0; i < 3; ++i) {
    waiting.push_back(world_.new_intent());
    // As old as what the queue tries again.
    waiting.back().created_at = waiting.back().created_at - Duration::minutes(2);
    EXPECT_FALSE(world_.provider().begin(waiting.back()));
    EXPECT_TRUE(world_.provider().tend());
  }
  EXPECT_EQ(world_.provider().health().why, "frozen");
  EXPECT_EQ(requests(), 6U) << "one page and one look at the account for each";
  for (int round = 0; round < 5; ++round)
    for (const payment::PaymentIntent& intent : waiting) {
      const auto prompt = world_.provider().begin(intent);
      EXPECT_TRUE(!prompt && (prompt.error().code == Errc::unavailable || round == 0));
      EXPECT_TRUE(world_.provider().tend());
    }
  EXPECT_EQ(requests(), 7U) << "one page in five minutes finds out whether it was mended";
  world_.stripe().act("account", {{"charges_enabled", false}});
  EXPECT_FALSE(world_.provider().probe());
  mend();
  EXPECT_EQ(world_.provider().begin(waiting[0]).error().reason, "rests");
  EXPECT_EQ(requests(), 8U) << "the account's own no needs no second opinion";
}

TEST_F(StripeProviderTest, OddOrdersRestNobodysCards) {
  spoil("odd", "/v1/checkout");
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(world_.provider().begin(world_.new_intent()).error().reason, "amount_too_small");
  EXPECT_TRUE(world_.provider().health().is_well);
  mend();
  begun();
}

}  // namespace
}  // namespace aan::peers
