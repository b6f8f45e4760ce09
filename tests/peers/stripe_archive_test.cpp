#include <gtest/gtest.h>

#include <algorithm>

#include "tests/peers/stripe_world.hpp"

namespace aan::peers {
namespace {

/// Events that the webhook could not deliver, fetched from the double.
class StripeArchive : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!world_.is_there()) GTEST_SKIP() << "no Node here to run the double with";
    world_.stripe().act("manner", {{"drop", "all"}});
  }
  payment::PaymentIntent paid() {
    payment::PaymentIntent intent = world_.new_intent();
    const auto prompt = world_.provider().begin(intent);
    EXPECT_TRUE(prompt);
    intent.provider_ref = prompt->provider_ref;
    intent.prompt_url = prompt->url;
    EXPECT_EQ(world_.stripe().press(intent.prompt_url, "card"), 303);
    return intent;
  }
  std::vector<ports::ArchivedMessage> missed(Duration back = Duration::days(30)) {
    const auto found = world_.provider().missed(world_.now() - back);
    EXPECT_TRUE(found) << (found ? "" : found.error().to_string());
    EXPECT_TRUE(found->is_all);
    return found->messages;
  }

  StripeWorld world_;
};

TEST_F(StripeArchive, AMissedMessageLeadsToItsSessionAsTheOneThatWasSentWould) {
  const payment::PaymentIntent intent = paid();
  world_.stripe().act("dispute", {{"session", intent.provider_ref}});
  const auto messages = missed();
  ASSERT_FALSE(messages.empty());
  EXPECT_TRUE(std::ranges::is_sorted(messages, {}, &ports::ArchivedMessage::at));
  std::vector<std::string> sent;
  for (const std::string& one : world_.stripe().messages(intent.provider_ref))
    sent.push_back(world_.provider().read_message(one)->event_id);
  for (const ports::ArchivedMessage& one : messages) {
    const auto said = world_.provider().read_message(one.message);
    ASSERT_TRUE(said) << said.error().to_string();
    EXPECT_EQ(said->event_id, one.event_id);
    EXPECT_TRUE(said->is_hint);
    EXPECT_EQ(said->provider_ref, intent.provider_ref) << one.message;
    EXPECT_NE(std::ranges::find(sent, one.event_id), sent.end()) << "the same event, the same id";
    EXPECT_LT(one.message.size(), 1000U);
  }
}

TEST_F(StripeArchive, WhatIsOlderThanAskedIsNotThere) {
  paid();
  EXPECT_TRUE(missed(Duration::hours(-1)).empty());
}

TEST_F(StripeArchive, MoreThanAPageIsFetchedPageByPage) {
  const payment::PaymentIntent intent = paid();
  for (int i = 0; i < 130; ++i)
    world_.stripe().act("refund", {{"session", intent.provider_ref}, {"amount", 1}});
  const auto messages = missed();
  EXPECT_GT(messages.size(), 130U);
  std::vector<std::string> ids;
  for (const ports::ArchivedMessage& one : messages) ids.push_back(one.event_id);
  std::ranges::sort(ids);
  EXPECT_EQ(std::ranges::adjacent_find(ids), ids.end()) << "each once";
}

TEST_F(StripeArchive, AFaultOfStripeIsAnErrorAndNothingIsTakenForAll) {
  paid();
  world_.stripe().act("fault", {{"name", "500"}, {"path", "/v1/events"}});
  EXPECT_FALSE(world_.provider().missed(world_.now() - Duration::days(1)));
}

TEST_F(StripeArchive, AKeyThatMayNotReadEventsSellsAllTheSame) {
  world_.stripe().act("fault", {{"name", "403"}, {"path", "/v1/events"}});
  const auto refused = world_.provider().missed(world_.now() - Duration::days(1));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::forbidden);
  EXPECT_TRUE(world_.provider().health().is_well) << world_.provider().health().why;
}

}  // namespace
}  // namespace aan::peers
