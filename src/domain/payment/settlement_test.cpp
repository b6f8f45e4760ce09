#include "domain/payment/settlement.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "domain/payment/order_sums.hpp"
#include "testing/payment_world.hpp"
#include "testing/seeded_rng.hpp"

namespace aan::payment {
namespace {

using sales::OrderState;

using testing::dollars;
using testing::kNow;
using World = testing::PaymentWorld;

TEST(Settlement, AFullPaymentPaysAndDeliversOnce) {
  World world(1900);
  world.attempt("a");
  world.fact("a", "p1", 1900, FactState::settled);
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled);
  EXPECT_EQ(world.balance("sales"), -1900);
  EXPECT_EQ(world.balance("clearing/sandbox"), 1900);
  EXPECT_EQ(world.balance("refund_due"), 0);
  const SettlementPlan again = world.step();
  EXPECT_TRUE(again.entries.empty() && again.states.empty() && again.intents.empty());
  EXPECT_EQ(world.fulfilments(), 1);
}

TEST(Settlement, ASecondPaymentIsOwedBackAndDeliversNothingMore) {
  World world(1900);
  world.attempt("a");
  world.attempt("b");
  world.fact("a", "p1", 1900, FactState::settled);
  world.step();
  world.fact("b", "p2", 1900, FactState::settled);
  const SettlementPlan plan = world.step();
  EXPECT_EQ(plan.refund_due, dollars(1900));
  EXPECT_EQ(world.balance("refund_due"), -1900);
  EXPECT_EQ(world.balance("sales"), -1900);
  EXPECT_EQ(world.fulfilments(), 1);
}

TEST(Settlement, AnUnderpaymentWaitsAndATopUpCompletesIt) {
  World world(1000);
  world.attempt("a");
  world.fact("a", "p1", 400, FactState::settled);
  world.step();
  EXPECT_EQ(world.state(), OrderState::open);
  EXPECT_EQ(world.intent(0).exception, PaymentException::underpaid);
  EXPECT_EQ(world.balance("unapplied"), -400);
  world.fact("a", "p2", 600, FactState::settled);
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled);
  EXPECT_EQ(world.balance("unapplied"), 0);
}

TEST(Settlement, PartsThatReachedDifferentAttemptsPayTogether) {
  World world(1000);
  world.attempt("a");
  world.fact("a", "p1", 400, FactState::settled);
  world.cancel();
  world.step();
  EXPECT_EQ(world.balance("refund_due"), -400);
  world.attempt("b", 600);
  world.fact("b", "p2", 600, FactState::settled);
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled);
  EXPECT_EQ(world.balance("sales"), -1000);
  EXPECT_EQ(world.balance("refund_due"), 0);
  EXPECT_EQ(world.balance("unapplied"), 0);
  // When a part vanishes again, the rest does not pay the order.
  world.fact("a", "p1", 400, FactState::lost, kNow + Duration::seconds(1));
  world.step();
  EXPECT_EQ(world.state(), OrderState::payment_lost);
  EXPECT_EQ(world.balance("refund_due"), -600);
}

TEST(Settlement, WhatIsMissingIsTheTotalWithoutWhatCounts) {
  EXPECT_EQ(missing(dollars(1000), dollars(0)), dollars(1000));
  EXPECT_EQ(missing(dollars(1000), dollars(400)), dollars(600));
  EXPECT_EQ(missing(dollars(1000), dollars(1000)), dollars(0));
  EXPECT_EQ(missing(dollars(1000), dollars(1900)), dollars(0));
}

TEST(Settlement, ALatePaymentRevivesACancelledOrderAndIsFlagged) {
  World world(1000);
  world.attempt("a");
  world.cancel();
  world.step(kNow + kIntentExpiresAfter);
  EXPECT_EQ(world.state(), OrderState::cancelled);
  world.fact("a", "p1", 1000, FactState::settled, kNow + kIntentExpiresAfter);
  world.step(kNow + kIntentExpiresAfter);
  EXPECT_EQ(world.state(), OrderState::fulfilled);
  EXPECT_EQ(world.intent(0).exception, PaymentException::late);
  EXPECT_EQ(world.balance("refund_due"), 0);
}

TEST(Settlement, WhatACancelledOrderReceivedInPartIsOwedBack) {
  World world(1000);
  world.attempt("a");
  world.fact("a", "p1", 300, FactState::settled);
  world.step();
  world.cancel();
  world.step();
  EXPECT_EQ(world.state(), OrderState::cancelled);
  EXPECT_EQ(world.balance("refund_due"), -300);
}

TEST(Settlement, ALostPaymentTakesTheSaleBack) {
  World world(1000);
  world.attempt("a");
  world.fact("a", "p1", 1000, FactState::settled);
  world.step();
  world.fact("a", "p1", 1000, FactState::lost, kNow + Duration::seconds(1));
  world.step();
  EXPECT_EQ(world.state(), OrderState::payment_lost);
  EXPECT_EQ(world.balance("sales"), 0);
  EXPECT_EQ(world.balance("clearing/sandbox"), 0);
  world.fact("a", "p1", 1000, FactState::settled, kNow + Duration::seconds(2));
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled);
}

TEST(Settlement, ATotalOfZeroSettlesWithoutAnAttempt) {
  World world(0);
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled);
  EXPECT_EQ(world.sum(), 0);
}

struct Happening {
  const char* name;
  void (*apply)(World&);
};
constexpr Happening kHappenings[] = {
    {"seen", [](World& w) { w.fact("a", "p1", 1000, FactState::processing); }},
    {"settled", [](World& w) { w.fact("a", "p1", 1000, FactState::settled); }},
    {"second", [](World& w) { w.fact("b", "p2", 1000, FactState::settled); }},
    {"part", [](World& w) { w.fact("b", "p3", 250, FactState::settled); }},
    {"cancel", [](World& w) { w.cancel(); }},
    {"failed", [](World& w) { w.fail_attempt(1); }},
};

void expect_sound(const World& world, std::int64_t total) {
  EXPECT_EQ(world.sum(), 0);
  const std::int64_t captured = world.balance("clearing/sandbox");
  const std::int64_t price = -world.balance("sales");
  const std::int64_t owed = -world.balance("refund_due");
  const std::int64_t waiting = -world.balance("unapplied");
  EXPECT_EQ(captured, price + owed + waiting);
  EXPECT_EQ(price, world.state() == OrderState::fulfilled ? total : 0);
  EXPECT_LE(world.fulfilments(), 1);
  EXPECT_EQ(world.fulfilments() == 1, world.state() == OrderState::fulfilled);
}

TEST(Settlement, EveryOrderOfSixEventsEndsInTheSameState) {
  std::vector<int> order = {0, 1, 2, 3, 4, 5};
  do {
    World world(1000);
    world.attempt("a");
    world.attempt("b");
    for (const int at : order) {
      kHappenings[at].apply(world);
      world.step();
      expect_sound(world, 1000);
    }
    ASSERT_EQ(world.state(), OrderState::fulfilled);
    ASSERT_EQ(world.balance("refund_due"), -1250);
    ASSERT_EQ(world.balance("unapplied"), 0);
  } while (std::ranges::next_permutation(order).found);
}

// A provider's word as it may arrive: in any order, more than once.
struct Word {
  const char* attempt;
  const char* ref;
  std::int64_t cents;
  FactState state;  ///< of a movement; no reference: the attempt failed
  Duration at;
};
constexpr Word kWords[] = {
    {"a", "p1", 1000, FactState::processing, Duration::seconds(0)},
    {"a", "p1", 1000, FactState::settled, Duration::seconds(1)},
    {"a", "p1", 1000, FactState::lost, Duration::seconds(2)},
    {"a", "p1", 1000, FactState::settled, Duration::seconds(3)},
    {"b", "p2", 1000, FactState::settled, Duration::minutes(31)},  // late
    {"b", "p3", 250, FactState::settled, Duration::seconds(4)},
    {"b", "p3", 250, FactState::lost, Duration::seconds(5)},
    {"c", "p4", 750, FactState::settled, Duration::seconds(6)},
    {"c", "", 0, FactState::lost, Duration::seconds(7)},
};
constexpr std::size_t kWordsAtOnce = 6;

void hear(World& world, const Word& word) {
  if (*word.ref == '\0')
    world.fail_attempt(2);
  else
    world.fact(word.attempt, word.ref, word.cents, word.state, kNow + word.at);
  world.step(kNow + Duration::hours(1));  // expects a plan, and every step of it allowed
  ASSERT_EQ(world.sum(), 0);
}

// What must not depend on the order of words: the money, the rights, what each attempt amounts to.
std::string outcome(World& world) {
  std::string text;
  for (std::size_t at = 0; at < 3; ++at) {
    text += std::string(name_of(world.intent(at).status)) + "/";
    text += std::string(name_of(world.intent(at).exception)) + "; ";
  }
  if (world.state() == OrderState::open || world.state() == OrderState::pending) {
    world.cancel();  // its time is over
    world.step(kNow + Duration::days(2));
  }
  for (const char* account : {"clearing/sandbox", "unapplied", "sales", "refund_due"})
    text += std::string(account) + " " + std::to_string(world.balance(account)) + "; ";
  // The one trace of the way: an order whose money vanished after it was delivered says so.
  const bool is_delivered = world.state() == OrderState::fulfilled;
  if (is_delivered) {
    EXPECT_GE(world.fulfilments(), 1);
  } else {
    EXPECT_EQ(world.state() == OrderState::payment_lost, world.fulfilments() > 0);
  }
  return text + (is_delivered ? "delivered" : "not delivered");
}

World world_of_three() {
  World world(1000);
  for (const char* id : {"a", "b", "c"}) world.attempt(id);
  return world;
}

// Every set of up to six words, in every order, each time with one of them said again: of up to
// five words, which with it are six events, every one at every later place; of six, one somewhere.
TEST(Settlement, EveryOrderAndRepetitionOfUpToSixWordsConverges) {
  ::aan::testing::SeededRng rng(20261125);
  for (unsigned set = 1; set < (1U << std::size(kWords)); ++set) {
    std::vector<std::size_t> words;
    for (std::size_t at = 0; at < std::size(kWords); ++at)
      if ((set >> at & 1U) != 0) words.push_back(at);
    if (words.size() > kWordsAtOnce) continue;
    std::string expected;
    do {
      std::vector<std::pair<std::size_t, std::size_t>> repetitions;
      for (std::size_t again = 0; again < words.size(); ++again)
        for (std::size_t after = again; after < words.size(); ++after)
          repetitions.emplace_back(again, after);
      if (words.size() == kWordsAtOnce) repetitions = {repetitions[rng.below(repetitions.size())]};
      for (const auto& [again, after] : repetitions) {
        World world = world_of_three();
        for (std::size_t at = 0; at < words.size(); ++at) {
          ASSERT_NO_FATAL_FAILURE(hear(world, kWords[words[at]]));
          if (at == after) {
            ASSERT_NO_FATAL_FAILURE(hear(world, kWords[words[again]]));
          }
        }
        const std::string now = outcome(world);
        if (expected.empty()) expected = now;
        ASSERT_EQ(now, expected) << "set " << set << ", order " << ::testing::PrintToString(words)
                                 << ", again " << again;
      }
    } while (std::ranges::next_permutation(words).found);
  }
}

TEST(Settlement, EveryTransitionThatTheTablesDoNotHaveIsRefused) {
  using enum OrderState;
  constexpr OrderState kStates[] = {open,     pending,  paid,         fulfilled,   cancelled,
                                    refunded, disputed, charged_back, payment_lost};
  std::size_t allowed = 0;
  for (const OrderState from : kStates)
    for (const OrderState to : kStates) allowed += sales::is_allowed(from, to) ? 1U : 0U;
  EXPECT_EQ(allowed, sales::order_transitions().size());
}

TEST(Settlement, NoHistoryOfFactsAndTimesIsRefused) {
  ::aan::testing::SeededRng rng(20261123);
  constexpr FactState kStates[] = {FactState::processing, FactState::settled, FactState::lost};
  constexpr std::int64_t kAmounts[] = {300, 700, 1000};
  for (int run = 0; run < 20'000; ++run) {
    World world(1000);
    world.attempt("a");
    world.attempt("b");
    for (int i = 0; i < 8; ++i) {
      const std::size_t ref = rng.below(3);
      const Timestamp now = kNow + Duration::minutes(static_cast<std::int64_t>(rng.below(60)));
      world.fact(rng.below(2) == 0 ? "a" : "b", "p" + std::to_string(ref), kAmounts[ref],
                 kStates[rng.below(3)], now);
      if (rng.below(12) == 0) world.cancel();
      if (rng.below(12) == 0) world.fail_attempt(rng.below(2));
      world.step(now);  // expects a plan, and every step of it allowed
      ASSERT_EQ(world.sum(), 0);
    }
  }
}

TEST(Settlement, TwentyThousandRandomHistoriesStaySound) {
  ::aan::testing::SeededRng rng(20261122);
  for (int run = 0; run < 20'000; ++run) {
    World world(1000);
    world.attempt("a");
    world.attempt("b");
    const int length = 1 + static_cast<int>(rng.below(9));
    for (int i = 0; i < length; ++i) {
      kHappenings[rng.below(std::size(kHappenings))].apply(world);
      if (rng.below(3) != 0) world.step();
    }
    world.step();
    expect_sound(world, 1000);
  }
}

}  // namespace
}  // namespace aan::payment
