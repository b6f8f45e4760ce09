#include <gtest/gtest.h>

#include "adapters/pay_sandbox/sandbox_provider.hpp"
#include "adapters/store_sql/sql_store.hpp"
#include "testing/manual_clock.hpp"
#include "testing/seeded_rng.hpp"
#include "testing/temp_folder.hpp"

namespace aan::pay_sandbox {
namespace {

using enum ports::SandboxAct;

class Sandbox : public ::testing::Test {
 protected:
  Sandbox() {
    store_sql::SqlStoreOptions options;
    options.data_dir = root_.path();
    options.may_migrate = true;
    options.site = "test";
    store_ = store_sql::open_sql_store(options, clock_).value();
    provider_ = std::make_unique<SandboxProvider>(*store_, rng_);
    intent_.id.value = "test_intent";
    intent_.due = {1999, *find_asset("USD")};
    intent_.created_at = clock_.wall();
    intent_.expires_at = clock_.wall() + Duration::minutes(30);
    ref_ = provider_->begin(intent_).value().provider_ref;
  }
  std::vector<ports::PaymentEvent> press(ports::SandboxAct what, const std::string& key) {
    const auto messages = provider_->act(ref_, what, key, clock_.wall());
    EXPECT_TRUE(messages) << (messages ? "" : messages.error().to_string());
    std::vector<ports::PaymentEvent> events;
    if (messages)
      for (const std::string& message : *messages)
        events.push_back(provider_->read_message(message).value().events.at(0));
    return events;
  }
  std::vector<ports::PaymentEvent> known() { return provider_->query(intent_).value(); }

  testing::TempFolder root_;
  testing::ManualClock clock_;
  testing::SeededRng rng_;
  std::unique_ptr<ports::Store> store_;
  std::unique_ptr<SandboxProvider> provider_;
  payment::PaymentIntent intent_;
  std::string ref_;
};

TEST_F(Sandbox, PaysInFullAndShowsIt) {
  EXPECT_EQ(provider_->view(ref_).value().received.amount, 0);
  const auto events = press(pay, "a");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].amount.amount, 1999);
  EXPECT_EQ(events[0].at, clock_.wall());
  const auto session = provider_->view(ref_).value();
  EXPECT_EQ(session.received, session.due);
  EXPECT_EQ(session.intent_id, intent_.id);
}

TEST_F(Sandbox, UnderpaysByHalfRoundedDown) {
  EXPECT_EQ(press(underpay, "a").at(0).amount.amount, 999);
}

TEST_F(Sandbox, CannotUnderpayTheSmallestAmount) {
  intent_.id.value = "test_small";
  intent_.due.amount = 1;
  ref_ = provider_->begin(intent_).value().provider_ref;
  const auto messages = provider_->act(ref_, underpay, "a", clock_.wall());
  ASSERT_FALSE(messages);
  EXPECT_EQ(messages.error().code, Errc::conflict);
  EXPECT_TRUE(known().empty());
}

TEST_F(Sandbox, PaysLateWithoutWaiting) {
  EXPECT_GT(press(pay_late, "a").at(0).at, intent_.expires_at);
  clock_.advance(Duration::hours(5));
  EXPECT_EQ(press(pay_late, "b").at(0).at, clock_.wall());
}

TEST_F(Sandbox, PaysTwiceInTwoMovements) {
  const auto events = press(pay_twice, "a");
  ASSERT_EQ(events.size(), 2U);
  EXPECT_NE(events[0].network_ref, events[1].network_ref);
  EXPECT_NE(events[0].event_id, events[1].event_id);
  EXPECT_EQ(events[0].amount, intent_.due);
  EXPECT_EQ(events[1].amount, intent_.due);
}

TEST_F(Sandbox, ReportsOnePaymentTwice) {
  const auto events = press(pay_report_twice, "a");
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].event_id, events[1].event_id);
  EXPECT_EQ(known().size(), 1U);
}

TEST_F(Sandbox, ReportsNothingButKnowsWhenAsked) {
  EXPECT_TRUE(press(pay_report_never, "a").empty());
  ASSERT_EQ(known().size(), 1U);
  EXPECT_EQ(known()[0].kind, ports::PaymentEventKind::settled);
}

TEST_F(Sandbox, FailsOnlyWhatIsNotPaid) {
  const auto events = press(fail, "a");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].kind, ports::PaymentEventKind::failed);
  EXPECT_EQ(press(fail, "b").at(0).event_id, events[0].event_id);
  EXPECT_EQ(press(pay, "c").size(), 1U) << "the buyer tried again, and the bank took it";
  EXPECT_TRUE(press(fail, "d").empty());
  EXPECT_EQ(known().size(), 2U);
}

TEST_F(Sandbox, ActsOnceForEachKeyAndRepeatsItsMessages) {
  const auto first = provider_->act(ref_, pay_twice, "a", clock_.wall()).value();
  clock_.advance(Duration::minutes(3));
  EXPECT_EQ(provider_->act(ref_, pay_twice, "a", clock_.wall()).value(), first);
  EXPECT_EQ(known().size(), 2U);
  press(pay, "b");
  EXPECT_EQ(known().size(), 3U) << "who pays again has paid again";
}

TEST_F(Sandbox, AKeyThatWasUsedForOneActIsRefusedForAnother) {
  press(ports::SandboxAct::fail, "a");
  const auto other = provider_->act(ref_, pay, "a", clock_.wall());
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().reason, "idempotency_key_reused");
  EXPECT_TRUE(provider_->act(ref_, ports::SandboxAct::fail, "a", clock_.wall()));
}

TEST_F(Sandbox, MoneyMayComeAfterCancelling) {
  ASSERT_TRUE(provider_->cancel(intent_));
  EXPECT_TRUE(provider_->view(ref_).value().is_cancelled);
  EXPECT_EQ(press(pay, "a").size(), 1U);
}

TEST_F(Sandbox, ASessionHoldsSoMuchAndNoMore) {
  const std::string odd_key(250, '\x01');
  for (std::size_t i = 0; i < kMovementsMax; ++i) press(pay, odd_key + std::to_string(i));
  const auto one_more = provider_->act(ref_, pay, "one more", clock_.wall());
  ASSERT_FALSE(one_more);
  EXPECT_EQ(one_more.error().code, Errc::limited);
  EXPECT_EQ(known().size(), kMovementsMax);
}

TEST_F(Sandbox, ADisputeTakesTheNewestPaymentAndItsEndSaysWhoHasIt) {
  using enum ports::PaymentEventKind;
  EXPECT_EQ(provider_->act(ref_, dispute, "x", clock_.wall()).error().reason, "nothing_to_dispute");
  press(pay_twice, "a");
  auto events = press(dispute, "b");
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].kind, dispute_opened);
  EXPECT_EQ(events[1].kind, dispute_withdrawn);
  EXPECT_EQ(events[0].about_ref, known().at(1).network_ref);
  EXPECT_EQ(events[0].amount, intent_.due);
  EXPECT_TRUE(events[0].due_at);
  EXPECT_TRUE(provider_->view(ref_).value().has_open_dispute);
  const auto won = press(win_dispute, "c");
  ASSERT_EQ(won.size(), 2U);
  EXPECT_EQ(won[0].kind, dispute_won);
  EXPECT_EQ(won[1].kind, dispute_reinstated);
  EXPECT_GT(won[1].at, events[1].at);
  EXPECT_EQ(press(dispute, "b").size(), 2U) << "the same messages again";
  press(dispute, "d");
  const auto ended = press(lose_dispute, "e");
  ASSERT_EQ(ended.size(), 1U);
  EXPECT_EQ(ended[0].kind, dispute_lost);
  EXPECT_EQ(known().size(), 2U + 4U + 3U) << "asking tells all of it";
  EXPECT_EQ(provider_->act(ref_, win_dispute, "f", clock_.wall()).error().reason,
            "nothing_to_dispute");
}

TEST_F(Sandbox, RefundsAreToldWhenAskedAndCanBeRefused) {
  const ports::PaymentEvent paid = press(pay, "a").at(0);
  payment::Payment payment;
  payment.intent_id = intent_.id;
  payment.network_ref = paid.network_ref;
  payment::Refund refund;
  refund.id.value = "test_refund";
  refund.amount = {999, intent_.due.asset};
  refund.requested_at = clock_.wall();
  const auto answer = provider_->refund(payment, refund).value();
  ASSERT_EQ(known().size(), 2U);
  EXPECT_EQ(known()[1].kind, ports::PaymentEventKind::refund_settled);
  EXPECT_EQ(known()[1].network_ref, answer.network_ref);
  EXPECT_EQ(known()[1].refund_id, "test_refund");
  EXPECT_EQ(known()[1].about_ref, paid.network_ref);
  press(refuse_refunds, "b");
  EXPECT_TRUE(provider_->view(ref_).value().refuses_refunds);
  refund.id.value = "test_other";
  EXPECT_EQ(provider_->refund(payment, refund).error().code, Errc::conflict);
  refund.id.value = "test_refund";
  EXPECT_TRUE(provider_->refund(payment, refund)) << "what was given stays given";
}

TEST_F(Sandbox, UnknownSessionsAndBadKeysAreRefused) {
  for (const std::string& ref : {std::string(), std::string("x"), std::string(27, 'A'),
                                 std::string("../../secret"), ref_ + "A"}) {
    EXPECT_EQ(provider_->view(ref).error().code, Errc::not_found);
    EXPECT_EQ(provider_->act(ref, pay, "a", clock_.wall()).error().code, Errc::not_found);
  }
  EXPECT_EQ(provider_->act(ref_, pay, "", clock_.wall()).error().code, Errc::invalid);
  EXPECT_EQ(provider_->act(ref_, pay, std::string(256, 'a'), clock_.wall()).error().code,
            Errc::invalid);
}

TEST_F(Sandbox, AMessageOfAnotherShopIsRefused) {
  const auto message = provider_->act(ref_, pay, "a", clock_.wall()).value().at(0);
  const testing::TempFolder elsewhere;
  store_sql::SqlStoreOptions options;
  options.data_dir = elsewhere.path();
  options.may_migrate = true;
  options.site = "else";
  const auto store = store_sql::open_sql_store(options, clock_).value();
  SandboxProvider other(*store, rng_);
  EXPECT_EQ(other.verify(message, clock_.wall()).error().code, Errc::unauthenticated)
      << "no secret yet";
  ASSERT_TRUE(other.begin(intent_));
  EXPECT_EQ(other.verify(message, clock_.wall()).error().code, Errc::unauthenticated);
}

}  // namespace
}  // namespace aan::pay_sandbox
