#include "adapters/pay_stripe/events.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace aan::pay_stripe {
namespace {

using enum ports::PaymentEventKind;
using Kinds = std::vector<ports::PaymentEventKind>;

constexpr Timestamp kOpened = Timestamp::from_unix_seconds(1'000);
constexpr Timestamp kTaken = Timestamp::from_unix_seconds(1'100);
constexpr Timestamp kReturned = Timestamp::from_unix_seconds(9'000);
constexpr Timestamp kDue = Timestamp::from_unix_seconds(605'800);

BalanceMovement movement(const char* id, std::int64_t amount, Timestamp at) {
  BalanceMovement it;
  it.id = id;
  it.amount = amount;
  it.currency = "usd";
  it.created = at;
  return it;
}

/// What is told of a dispute that stands so, without what is told of its payment.
std::vector<ports::PaymentEvent> told(const char* status, std::vector<BalanceMovement> movements) {
  payment::PaymentIntent intent;
  intent.id = {"shop_1"};
  intent.order_id = {"shop_2"};
  intent.provider_ref = "cs_1";
  AttemptState state;
  state.session.id = "cs_1";
  state.session.intent_id = "shop_1";
  state.session.client_reference_id = "shop_2";
  state.session.status = "complete";
  state.session.payment.emplace();
  state.session.payment->id = "pi_1";
  state.session.payment->status = "succeeded";
  state.session.payment->amount_received = 1'999;
  state.session.payment->currency = "usd";
  StripeDispute dispute;
  dispute.id = "dp_1";
  dispute.status = status;
  dispute.reason = "fraudulent";
  dispute.amount = 1'999;
  dispute.currency = "usd";
  dispute.created = kOpened;
  dispute.due_by = kDue;
  dispute.movements = std::move(movements);
  state.disputes.push_back(std::move(dispute));
  auto events = events_of(state, intent, false);
  EXPECT_TRUE(events) << events.error().to_string();
  if (!events) return {};
  std::erase_if(*events, [](const ports::PaymentEvent& one) { return one.kind == settled; });
  return *std::move(events);
}

Kinds kinds(const std::vector<ports::PaymentEvent>& events) {
  Kinds found;
  for (const ports::PaymentEvent& one : events) found.push_back(one.kind);
  return found;
}

const BalanceMovement kTaking = movement("txn_1", -1'999, kTaken);
const BalanceMovement kReturn = movement("txn_2", 1'999, kReturned);

TEST(StripeEvents, AnInquiryIsToldWithItsDeadlineAndIsNoDispute) {
  for (const auto& [status, stands] : {std::pair("warning_needs_response", answer_wanted),
                                       std::pair("warning_under_review", answer_given)}) {
    const auto events = told(status, {});
    ASSERT_EQ(kinds(events), (Kinds{inquiry_opened, stands})) << status;
    EXPECT_EQ(events[0].event_id, "dp_1:inquiry_opened");
    EXPECT_EQ(events[0].network_ref, "dp_1");
    EXPECT_EQ(events[0].about_ref, "pi_1");
    EXPECT_EQ(events[0].reason, "fraudulent");
    EXPECT_EQ(events[0].due_at, kDue);
    EXPECT_EQ(events[0].at, kOpened);
  }
  EXPECT_EQ(kinds(told("warning_closed", {})), (Kinds{inquiry_opened, inquiry_over}));
  EXPECT_EQ(kinds(told("prevented", {})), Kinds{inquiry_over});
}

TEST(StripeEvents, ADisputeSaysThatNoInquiryIsOpenAnyMore) {
  for (const char* status : {"needs_response", "under_review"})
    EXPECT_EQ(kinds(told(status, {kTaking})),
              (Kinds{inquiry_over, dispute_opened, dispute_withdrawn}))
        << status;
}

TEST(StripeEvents, AnAppealIsToldBesideTheLossAndIsOverWhenItIsDecided) {
  for (const auto& [status, stands] : {std::pair("appeal_needs_response", answer_wanted),
                                       std::pair("appeal_under_review", answer_given)}) {
    const auto events = told(status, {kTaking});
    ASSERT_EQ(kinds(events), (Kinds{inquiry_over, dispute_opened, dispute_withdrawn, dispute_lost,
                                    appeal_opened, stands}))
        << status;
    EXPECT_EQ(events.back().due_at, kDue);
  }
  EXPECT_EQ(kinds(told("lost", {kTaking})),
            (Kinds{inquiry_over, dispute_opened, dispute_withdrawn, appeal_over, dispute_lost}));
  EXPECT_EQ(kinds(told("won", {kTaking, kReturn})),
            (Kinds{inquiry_over, dispute_opened, dispute_withdrawn, dispute_reinstated, appeal_over,
                   dispute_won}));
}

TEST(StripeEvents, AWonAppealIsLaterThanTheLossAlsoWhileTheMoneyIsNotBack) {
  const auto lost_at = told("lost", {kTaking}).back().at;
  EXPECT_GT(told("won", {kTaking}).back().at, lost_at);
}

}  // namespace
}  // namespace aan::pay_stripe
