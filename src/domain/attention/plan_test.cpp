#include "domain/attention/plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace aan::attention {
namespace {

constexpr Timestamp kNow = Timestamp::from_unix_seconds(1'800'000'000);

Finding failed(const std::string& order, const std::string& detail = "4.99 USD") {
  return {Kind::refund_failed, order, "7K2M-93QD", detail, std::nullopt, false};
}
Finding rests() { return {Kind::method_rests, "card", "card", "down", std::nullopt, true}; }

Item standing(const Finding& what, const std::string& observer = "") {
  Item item;
  item.id = {"test_" + what.subject};
  item.what = what;
  item.observer = observer;
  item.raised_at = item.seen_at = kNow - Duration::seconds(30);
  return item;
}
Observer here(Timestamp now = kNow, bool is_alone = false) { return {"here", is_alone, now}; }

TEST(AttentionPlan, AFaultIsRaisedOnceHoweverOftenItIsFound) {
  const Plan first = plan({}, {failed("a"), failed("a"), failed("b")}, here());
  ASSERT_EQ(first.raise.size(), 2U);
  EXPECT_TRUE(
      plan({standing(failed("a")), standing(failed("b"))}, {failed("b"), failed("a")}, here())
          .empty());
}

TEST(AttentionPlan, WhatIsNotFoundAnyMoreClearsItself) {
  const Plan next = plan({standing(failed("a")), standing(failed("b"))}, {failed("b")}, here());
  ASSERT_EQ(next.clear.size(), 1U);
  EXPECT_EQ(next.clear[0].value, "test_a");
  EXPECT_TRUE(next.raise.empty() && next.change.empty());
}

TEST(AttentionPlan, WhatAPersonSettledStaysOutOfSightUntilTheFaultIsAnother) {
  Item settled = standing(failed("a"));
  settled.settled_at = kNow;
  settled.settled_by = "ada";
  EXPECT_TRUE(plan({settled}, {failed("a")}, here()).empty());
  const Plan worse = plan({settled}, {failed("a", "9.98 USD")}, here());
  ASSERT_EQ(worse.change.size(), 1U);
  EXPECT_TRUE(worse.change[0].is_open());
  EXPECT_EQ(worse.change[0].what.detail, "9.98 USD");
}

TEST(AttentionPlan, ALaterDateIsTakenOnAndKeepsWhatWasSettled) {
  Item settled = standing(failed("a"));
  settled.settled_at = kNow;
  Finding later = failed("a");
  later.due_at = kNow + Duration::days(1);
  const Plan next = plan({settled}, {later}, here());
  ASSERT_EQ(next.change.size(), 1U);
  EXPECT_FALSE(next.change[0].is_open());
  EXPECT_EQ(next.change[0].what.due_at, later.due_at);
}

TEST(AttentionPlan, WhatAnotherMachineSeesIsItsOwnToClear) {
  const Item theirs = standing(rests(), "there");
  EXPECT_TRUE(plan({theirs}, {}, here()).empty()) << "all is well here, and ill there";
  EXPECT_TRUE(plan({theirs}, {rests()}, here()).empty()) << "one item, whoever sees it too";
  EXPECT_EQ(plan({theirs}, {}, here(kNow + Duration::minutes(6))).clear.size(), 1U)
      << "it is gone, and so is what it saw";
  EXPECT_EQ(plan({theirs}, {}, here(kNow, /*is_alone=*/true)).clear.size(), 1U);
  const Plan taken = plan({theirs}, {rests()}, here(kNow + Duration::minutes(6)));
  ASSERT_EQ(taken.change.size(), 1U);
  EXPECT_EQ(taken.change[0].observer, "here");
}

TEST(AttentionPlan, ALocalFaultIsSightedOnceAMinute) {
  const Item ours = standing(rests(), "here");
  EXPECT_TRUE(plan({ours}, {rests()}, here()).empty());
  const Plan later = plan({ours}, {rests()}, here(kNow + Duration::minutes(1)));
  ASSERT_EQ(later.change.size(), 1U);
  EXPECT_EQ(later.change[0].seen_at, kNow + Duration::minutes(1));
  EXPECT_EQ(plan({ours}, {}, here()).clear.size(), 1U);
}

TEST(AttentionKinds, EachHasAWordOfItsOwnAndSentences) {
  for (const KindRow& row : kinds()) {
    EXPECT_EQ(parse_kind(row.name), row.kind);
    EXPECT_EQ(std::ranges::count(kinds(), row.name, &KindRow::name), 1) << row.name;
    EXPECT_TRUE(row.what.ends_with('.') && row.next_step.ends_with('.')) << row.name;
  }
  EXPECT_FALSE(parse_kind("nonsense"));
}

}  // namespace
}  // namespace aan::attention
