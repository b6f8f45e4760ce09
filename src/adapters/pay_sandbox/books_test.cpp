#include "adapters/pay_sandbox/books.hpp"

#include <gtest/gtest.h>

#include "adapters/pay_sandbox/books_json.hpp"

namespace aan::pay_sandbox {
namespace {

TEST(SandboxBooks, OneTextForEachSession) {
  Session session{"ref", {"test_1"}, {500, *find_asset("EUR")}, {7}, true, Timestamp{5}, {}, {}, {},
                  {},    false};
  session.movements = {{"play-1", 500, {3}}};
  session.acts = {
      {"key", 0, 1, 2, false}, {"k2", 1, 0, 1, true}, {"k3", 1, 0, 1, false, "dispute", 2}};
  session.refunds = {{"test_refund", "back-1", "play-1", 100, {9}}};
  session.disputes = {{"play-1", 400, {11}, Timestamp{12}, true}, {"play-1", 400, {13}, {}, false}};
  session.refuses_refunds = true;
  const std::string text = encode(session);
  EXPECT_EQ(parse_session(text).value(), session);
  EXPECT_EQ(parse_session(text + " ").error().code, Errc::corrupt);
  for (std::size_t i = 0; i < text.size(); ++i) EXPECT_FALSE(parse_session(text.substr(0, i)));
  std::string twice = text;
  twice.insert(1, "\"ref\":\"ref\",");
  EXPECT_FALSE(parse_session(twice)) << "a repeated field";
  std::string unknown = text;
  unknown.insert(1, "\"more\":1,");
  EXPECT_FALSE(parse_session(unknown)) << "an unknown field";
  session.acts[0].movements = 2;
  EXPECT_FALSE(parse_session(encode(session))) << "more movements than there are";
  session.acts[0].movements = 1;
  session.acts[2].dispute = 3;
  EXPECT_FALSE(parse_session(encode(session))) << "more disputes than there are";
}

TEST(SandboxBooks, WhatIsNotThereIsNotWritten) {
  const Session session{"ref", {"test_1"}, {500, *find_asset("EUR")}, {7}, false, {}, {}, {}, {},
                        {},    false};
  for (const char* word : {"dispute", "refuses"}) EXPECT_FALSE(encode(session).contains(word));
  EXPECT_EQ(parse_session(encode(session)).value(), session) << "as books of earlier versions are";
}

TEST(SandboxBooks, AnEventKeepsAllThatItSays) {
  ports::PaymentEvent event;
  event.event_id = "e";
  event.provider_ref = "s";
  event.kind = ports::PaymentEventKind::dispute_opened;
  event.network_ref = "d";
  event.amount = {5, *find_asset("EUR")};
  event.about_ref = "play-1";
  event.refund_id = "test_refund";
  event.reason = "play";
  event.due_at = Timestamp{99};
  const ports::PaymentEvent read = parse_event_text(encode(event)).value();
  EXPECT_EQ(read.kind, event.kind);
  EXPECT_EQ(read.about_ref, event.about_ref);
  EXPECT_EQ(read.refund_id, event.refund_id);
  EXPECT_EQ(read.reason, event.reason);
  EXPECT_EQ(read.due_at, event.due_at);
}

TEST(SandboxBooks, APartThatWasGivenBackIsToBePaidAgain) {
  Session session{"ref", {"test_1"}, {300, *find_asset("EUR")}, {7}, false, {}, {}, {}, {},
                  {},    false};
  std::int64_t now = 0;
  const auto act = [&](ports::SandboxAct what) {
    ++now;
    ASSERT_TRUE(carry_out(session, what, "key " + std::to_string(now), {now}));
  };
  const auto give_back = [&](std::size_t movement) {
    ++now;
    const Movement& one = session.movements.at(movement);
    ASSERT_TRUE(take_back(session, one.network_ref, one.amount, std::to_string(now), {now}));
  };
  const auto says = [&](std::int64_t has, std::int64_t lacks, bool is_whole) {
    EXPECT_EQ(received(session), has);
    EXPECT_EQ(outstanding(session), lacks);
    EXPECT_EQ(is_covered(session), is_whole);
  };
  act(ports::SandboxAct::underpay);
  says(150, 150, false);
  give_back(0);
  says(0, 300, false);
  act(ports::SandboxAct::underpay);
  says(150, 150, false);
  give_back(1);
  act(ports::SandboxAct::pay);
  says(600, 300, true);
  give_back(2);
  says(600, 300, true);
}

}  // namespace
}  // namespace aan::pay_sandbox
