#include "domain/payment/settlement.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "testing/seeded_rng.hpp"

namespace aan::payment {
namespace {

using sales::OrderState;

Asset usd() { return *find_asset("USD"); }
Money dollars(std::int64_t cents) { return {cents, usd()}; }
constexpr Timestamp kNow{1'800'000'000'000'000};

/// An order, its attempts and its journal, kept as the store would keep them: what `settle` plans
/// is carried out here, so that sequences can be played.
class World {
 public:
  explicit World(std::int64_t total) {
    facts_.order.id = {"site_order"};
    facts_.order.quote.subtotal = facts_.order.quote.total = facts_.order.quote.proceeds =
        dollars(total);
    facts_.order.quote.discount = facts_.order.quote.tax = facts_.order.quote.processor_fee =
        dollars(0);
  }
  void attempt(const std::string& id) {
    PaymentIntent intent;
    intent.id = {id};
    intent.provider = "sandbox";
    intent.due = facts_.order.quote.total;
    intent.created_at = kNow;
    intent.expires_at = kNow + kIntentExpiresAfter;
    facts_.intents.push_back({intent, {}});
  }
  /// The store's rule for a movement: known by its reference, its state moves as allowed.
  void fact(const std::string& intent, const std::string& ref, std::int64_t cents, FactState state,
            Timestamp seen = kNow) {
    for (IntentFacts& attempt : facts_.intents) {
      if (attempt.intent.id.value != intent) continue;
      for (Payment& known : attempt.payments) {
        if (known.network_ref != ref) continue;
        const bool back = known.state == FactState::settled && state == FactState::processing;
        if (!back) known.state = state;
        return;
      }
      Payment payment;
      payment.intent_id = attempt.intent.id;
      payment.network_ref = ref;
      payment.amount = dollars(cents);
      payment.state = state;
      payment.seen_at = seen;
      attempt.payments.push_back(payment);
    }
  }
  void cancel() { facts_.is_cancel_requested = true; }
  void fail_attempt(std::size_t at) { facts_.intents[at].intent.is_failed = true; }

  SettlementPlan step(Timestamp now = kNow) {
    const auto plan = settle(facts_, now);
    EXPECT_TRUE(plan) << plan.error().detail;
    for (const IntentChange& change : plan->intents)
      for (IntentFacts& attempt : facts_.intents)
        if (attempt.intent.id == change.id) {
          attempt.intent.status = change.to;
          attempt.intent.exception = change.exception;
        }
    for (const OrderState to : plan->states) {
      EXPECT_TRUE(sales::is_allowed(facts_.order.state, to));
      facts_.order.state = to;
    }
    for (const ledger::JournalEntry& entry : plan->entries) {
      EXPECT_TRUE(ledger::is_balanced(entry));
      for (const ledger::Posting& posting : entry.postings)
        balances_[posting.account] += posting.amount.amount;
    }
    facts_.balances.clear();
    for (const auto& [account, amount] : balances_)
      facts_.balances.push_back({account, dollars(amount)});
    fulfilments_ += plan->fulfil ? 1 : 0;
    return *plan;
  }
  std::int64_t balance(const std::string& name) const {
    const auto at = balances_.find("main:" + name);
    return at == balances_.end() ? 0 : at->second;
  }
  OrderState state() const { return facts_.order.state; }
  const PaymentIntent& intent(std::size_t at) const { return facts_.intents[at].intent; }
  int fulfilments() const { return fulfilments_; }
  std::int64_t sum() const {
    std::int64_t all = 0;
    for (const auto& [account, amount] : balances_) all += amount;
    return all;
  }

 private:
  OrderFacts facts_;
  std::map<std::string, std::int64_t> balances_;
  int fulfilments_ = 0;
};

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
  world.fact("a", "p1", 1000, FactState::lost);
  world.step();
  EXPECT_EQ(world.state(), OrderState::payment_lost);
  EXPECT_EQ(world.balance("sales"), 0);
  EXPECT_EQ(world.balance("clearing/sandbox"), 0);
  world.fact("a", "p1", 1000, FactState::settled);
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

TEST(Settlement, NoHistoryOfFactsAndTimesIsRefused) {
  aan::testing::SeededRng rng(20261123);
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
  aan::testing::SeededRng rng(20261122);
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
