#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "domain/payment/order_sums.hpp"
#include "domain/payment/refund_shares.hpp"
#include "testing/payment_world.hpp"
#include "testing/seeded_rng.hpp"

// Settlement with refunds, fees and disputes; without them: settlement_test.cpp.
namespace aan::payment {
namespace {

using sales::OrderState;
using testing::dollars;
using testing::kNow;
using World = testing::PaymentWorld;
Timestamp after(int seconds) { return kNow + Duration::seconds(seconds); }

// One order of 10.00, paid and delivered.
World sold() {
  World world(1000);
  world.attempt("a");
  world.attempt("b");
  world.fact("a", "p1", 1000, FactState::settled);
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled);
  return world;
}

World paid_twice() {
  World world = sold();
  world.fact("b", "p2", 1000, FactState::settled, after(1));
  EXPECT_EQ(world.step(kNow).to_refund, dollars(1000));
  return world;
}

TEST(Refunds, ASecondPaymentGoesBackAndTheSaleStays) {
  World world = paid_twice();
  world.refund("p2", "r", 1000, RefundState::requested);
  SettlementPlan plan = world.step();
  EXPECT_EQ(plan.refund_due, dollars(1000)) << "asked for, not gone";
  EXPECT_EQ(plan.to_refund, dollars(0)) << "asked for once";
  world.refund("p2", "r", 1000, RefundState::processing, RefundReason::owed, after(2));
  EXPECT_EQ(world.step().refund_due, dollars(0));
  world.refund("p2", "r", 1000, RefundState::settled, RefundReason::owed, after(3));
  plan = world.step();
  EXPECT_TRUE(plan.entries.empty());
  EXPECT_EQ(world.state(), OrderState::fulfilled);
  EXPECT_EQ(world.balance("clearing/sandbox"), 1000);
  EXPECT_EQ(world.balance("sales"), -1000);
  EXPECT_EQ(world.balance("refund_due"), 0);
  EXPECT_EQ(world.balance("returns"), 0);
}

TEST(Refunds, WhatFailedToGoBackIsOwedAgainAndNotTriedAgain) {
  World world = paid_twice();
  world.refund("p2", "r", 1000, RefundState::settled, RefundReason::owed, after(2));
  world.step();
  world.refund("p2", "r", 1000, RefundState::failed, RefundReason::owed, after(3));
  SettlementPlan plan = world.step();
  EXPECT_EQ(plan.refund_due, dollars(1000));
  EXPECT_EQ(plan.to_refund, dollars(0));
  EXPECT_EQ(world.balance("refund_due"), -1000);
  // Other money that is owed later is another matter.
  world.fact("b", "p3", 250, FactState::settled, after(4));
  plan = world.step();
  EXPECT_EQ(plan.refund_due, dollars(1250));
  EXPECT_EQ(plan.to_refund, dollars(250));
  const auto anybody = [](std::string_view) { return true; };
  const auto shares = share_out(world.facts(), plan.to_refund, anybody, AfterFailure::never);
  ASSERT_EQ(shares.size(), 1U);
  EXPECT_EQ(shares[0].payment.id.value, "p3");
  // A person gave the failed part back another way: it stands in nobody's way any more.
  world.refund("p2", "by hand", 1000, RefundState::settled, RefundReason::elsewhere, after(5));
  plan = world.step();
  EXPECT_EQ(plan.refund_due, dollars(250));
  EXPECT_EQ(plan.to_refund, dollars(250));
}

TEST(Refunds, APriceGivenBackInPartsIsReturnedAndTheLastPartEndsTheSale) {
  World world = sold();
  world.refund("p1", "r1", 499, RefundState::settled, RefundReason::requested, after(1));
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled);
  EXPECT_EQ(world.balance("returns"), 499);
  EXPECT_EQ(world.balance("sales"), -1000);
  world.refund("p1", "r2", 501, RefundState::processing, RefundReason::requested, after(2));
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled) << "on its way only";
  world.refund("p1", "r2", 501, RefundState::settled, RefundReason::requested, after(3));
  world.step();
  EXPECT_EQ(world.state(), OrderState::refunded);
  EXPECT_EQ(world.balance("returns"), 1000);
  EXPECT_EQ(world.balance("clearing/sandbox"), 0);
  EXPECT_EQ(world.balance("refund_due"), 0);
  // Weeks later the payer's bank sends it back.
  world.refund("p1", "r2", 501, RefundState::failed, RefundReason::requested, after(9));
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled);
  EXPECT_EQ(world.balance("returns"), 499);
  EXPECT_EQ(world.balance("refund_due"), 0) << "a return that failed is undone, not owed";
}

TEST(Refunds, AReturnIsNoPartOfWhatIsOwedForASecondPayment) {
  World world = sold();
  world.refund("p1", "r1", 300, RefundState::settled, RefundReason::requested, after(1));
  world.step();
  world.fact("b", "p2", 1000, FactState::settled, after(2));
  const SettlementPlan plan = world.step();
  EXPECT_EQ(plan.refund_due, dollars(1000));
  EXPECT_EQ(plan.to_refund, dollars(1000));
  EXPECT_EQ(world.balance("returns"), 300);
}

TEST(Refunds, OneMadeByHandIsTakenFromTheDebtFirst) {
  World world = paid_twice();
  world.refund("p1", "r1", 1200, RefundState::settled, RefundReason::elsewhere, after(2));
  const SettlementPlan plan = world.step();
  EXPECT_EQ(plan.refund_due, dollars(0));
  EXPECT_EQ(world.balance("returns"), 200);
  EXPECT_EQ(world.state(), OrderState::fulfilled);
}

TEST(Refunds, APartThatWentBackPaysNothingAnyMore) {
  World world(1000);
  world.attempt("a");
  world.attempt("b");
  world.fact("a", "p1", 400, FactState::settled);
  world.cancel();
  EXPECT_EQ(world.step().to_refund, dollars(400));
  world.refund("p1", "r", 400, RefundState::requested);
  world.step();
  EXPECT_EQ(missing_of(world.facts()), dollars(1000));
  world.fact("b", "p2", 600, FactState::settled, after(1));
  EXPECT_EQ(world.step().to_refund, dollars(600));
  EXPECT_EQ(world.state(), OrderState::cancelled) << "not delivered for 600 of 1000";
  world.refund("p1", "r", 400, RefundState::settled, RefundReason::owed, after(2));
  world.step();
  EXPECT_EQ(world.state(), OrderState::cancelled) << "nothing was sold, nothing is refunded";
  EXPECT_EQ(world.balance("returns"), 0);
  EXPECT_EQ(world.balance("refund_due"), -600);
  // Had it failed, both parts would be here and pay it.
  world.refund("p1", "r", 400, RefundState::failed, RefundReason::owed, after(3));
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled);
  EXPECT_EQ(world.balance("refund_due"), 0);
}

TEST(Refunds, OneOfAWaitingPartLeavesNothingOwed) {
  World world(1000);
  world.attempt("a");
  world.fact("a", "p1", 400, FactState::settled);
  world.refund("p1", "r", 400, RefundState::settled, RefundReason::elsewhere);
  world.step();
  EXPECT_EQ(world.state(), OrderState::open);
  EXPECT_EQ(world.balance("unapplied"), 0);
  EXPECT_EQ(world.balance("refund_due"), 0);
  EXPECT_EQ(world.balance("clearing/sandbox"), 0);
}

TEST(Refunds, OfMoneyThatVanishedAreALoss) {
  World world = sold();
  world.refund("p1", "r", 1000, RefundState::settled, RefundReason::requested, after(1));
  world.step();
  world.fact("a", "p1", 1000, FactState::lost, after(2));
  world.step();
  EXPECT_EQ(world.state(), OrderState::payment_lost);
  EXPECT_EQ(world.balance("clearing/sandbox"), -1000);
  EXPECT_EQ(world.balance("returns"), 1000);
  // Another payment pays the order anew; the refund was not of its money.
  world.fact("b", "p2", 1000, FactState::settled, after(3));
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled);
}

TEST(Fees, AreKeptFromTheProviderAlsoInAnotherCurrency) {
  World world = sold();
  world.fee("f1", dollars(59));
  world.fee("f2", {40, *find_asset("EUR")});
  world.step();
  EXPECT_EQ(world.balance("fees/sandbox"), 59);
  EXPECT_EQ(world.balance("clearing/sandbox"), 941);
  EXPECT_EQ(world.balance("fees/sandbox", "EUR"), 40);
  EXPECT_EQ(world.balance("clearing/sandbox", "EUR"), -40);
  world.fee("f3", dollars(-59));
  world.step();
  EXPECT_EQ(world.balance("fees/sandbox"), 0) << "it came back";
  EXPECT_EQ(world.state(), OrderState::fulfilled);
}

TEST(Disputes, OneThatIsWonBringsEverythingBack) {
  World world = sold();
  world.dispute("p1", "d", 1000, DisputeState::open, {}, after(1));
  world.step();
  EXPECT_EQ(world.state(), OrderState::disputed);
  EXPECT_EQ(world.balance("disputed"), 0) << "nothing was taken yet";
  world.dispute("p1", "d", 1000, DisputeState::open, true, after(1));
  world.step();
  EXPECT_EQ(world.balance("disputed"), 1000);
  EXPECT_EQ(world.balance("clearing/sandbox"), 0);
  world.dispute("p1", "d", 1000, DisputeState::won, {}, after(5));
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled);
  EXPECT_EQ(world.balance("disputed"), 1000) << "still with the bank";
  world.dispute("p1", "d", 1000, DisputeState::open, false, after(6));
  world.step();
  EXPECT_EQ(world.balance("disputed"), 0);
  EXPECT_EQ(world.balance("clearing/sandbox"), 1000);
}

TEST(Disputes, OneThatIsLostIsCharged) {
  World world = sold();
  world.dispute("p1", "d", 1000, DisputeState::open, true, after(1));
  world.step();
  world.dispute("p1", "d", 1000, DisputeState::lost, {}, after(5));
  world.step();
  EXPECT_EQ(world.state(), OrderState::charged_back);
  EXPECT_EQ(world.balance("disputed"), 0);
  EXPECT_EQ(world.balance("chargebacks"), 1000);
  EXPECT_EQ(world.balance("sales"), -1000);
  EXPECT_EQ(world.balance("clearing/sandbox"), 0);
}

TEST(Disputes, OneAboutTheSurplusThatIsLostSettlesTheDebt) {
  World world = paid_twice();
  world.dispute("p2", "d", 1000, DisputeState::open, true, after(2));
  const SettlementPlan plan = world.step();
  EXPECT_EQ(plan.to_refund, dollars(0)) << "the bank may take it";
  EXPECT_EQ(refundable(world.facts(), world.facts().intents[1].payments[0]), dollars(0));
  world.dispute("p2", "d", 1000, DisputeState::lost, {}, after(3));
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled) << "the price was never in question";
  EXPECT_EQ(world.balance("refund_due"), 0);
  EXPECT_EQ(world.balance("chargebacks"), 0);
}

TEST(Disputes, MoneyInDisputeDeliversNothing) {
  World world(1000);
  world.attempt("a");
  world.fact("a", "p1", 1000, FactState::processing);
  world.step();
  world.dispute("p1", "d", 1000, DisputeState::open);
  world.fact("a", "p1", 1000, FactState::settled, after(1));
  world.step();
  EXPECT_EQ(world.state(), OrderState::open);
  world.dispute("p1", "d", 1000, DisputeState::won, {}, after(2));
  world.step();
  EXPECT_EQ(world.state(), OrderState::fulfilled);
}

TEST(RefundShares, TakeTheNewestPaymentFirstAndSplit) {
  World world = paid_twice();
  const auto anybody = [](std::string_view) { return true; };
  const auto shares = share_out(world.facts(), dollars(1300), anybody);
  ASSERT_EQ(shares.size(), 2U);
  EXPECT_EQ(shares[0].payment.id.value, "p2");
  EXPECT_EQ(shares[0].amount, dollars(1000));
  EXPECT_EQ(shares[1].payment.id.value, "p1");
  EXPECT_EQ(shares[1].amount, dollars(300));
  world.refund("p2", "r", 900, RefundState::requested);
  EXPECT_EQ(refundable_in_all(world.facts(), anybody), dollars(1100));
  EXPECT_TRUE(share_out(world.facts(), dollars(1), [](std::string_view) { return false; }).empty());
}

// A history of facts, and what it has to come to by sums alone.
constexpr int kHistories = 100'000;
constexpr int kShortHistories = 12'000;
constexpr std::int64_t kPrice = 1000;
constexpr std::int64_t kPayments[] = {1000, 1000, 250};  // p0, p1, p2
struct PossibleRefund {
  const char* payment;
  std::int64_t cents;
};
constexpr PossibleRefund kRefunds[] = {{"p0", 400}, {"p0", 600}, {"p1", 1000}, {"p2", 250}};

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : rng_(seed) {}
  std::size_t below(std::size_t n) { return rng_.below(n); }

  void happen(World& world) {
    const Timestamp at = after(static_cast<int>(below(9)));
    switch (below(8)) {
      case 0:
      case 1:
      case 2: {
        const std::size_t n = below(3);
        world.fact(n == 1 ? "b" : "a", "p" + std::to_string(n), kPayments[n],
                   static_cast<FactState>(below(3)), at);
        known_[n] = true;
        break;
      }
      case 3:
      case 4: refund(world, at); break;
      case 5:
      case 6: dispute(world, at); break;
      default: other(world);
    }
  }

 private:
  void refund(World& world, Timestamp at) {
    const std::size_t n = below(4);
    const std::size_t of = n < 2 ? 0 : n - 1;
    if (!known_[of]) return;  // the inbox waits for the payment
    // The reason of a refund is one, whatever is said of it.
    world.refund(kRefunds[n].payment, "r" + std::to_string(n), kRefunds[n].cents,
                 static_cast<RefundState>(below(4)), static_cast<RefundReason>((n + salt_) % 3),
                 at);
  }
  void dispute(World& world, Timestamp at) {
    const std::size_t of = below(2);
    if (!known_[of]) return;
    const std::optional<bool> funds =
        below(2) == 0 ? std::optional(below(2) == 0) : std::optional<bool>();
    world.dispute("p" + std::to_string(of), "d" + std::to_string(of), 1000,
                  static_cast<DisputeState>(below(3)), funds, at);
  }
  void other(World& world) {
    if (below(4) == 0) world.cancel();
    world.fee("f" + std::to_string(below(3)), dollars(30));
  }
  ::aan::testing::SeededRng rng_;
  bool known_[3] = {};
  const std::size_t salt_ = below(3);
};

struct Model {
  std::int64_t captured = 0, gone = 0, fees = 0, banks = 0, undecided = 0;
  std::int64_t back[3] = {};  // moved refunds of settled payments, by reason
  std::int64_t lost = 0;      // to banks, of settled payments, and withdrawn
  bool is_disputed = false;

  explicit Model(const OrderFacts& facts) {
    std::map<std::string, bool> is_settled;
    for (const IntentFacts& attempt : facts.intents)
      for (const Payment& one : attempt.payments) {
        is_settled[one.id.value] = one.state == FactState::settled;
        if (one.state == FactState::settled) captured += one.amount.amount;
      }
    for (const Refund& one : facts.refunds) {
      if (one.state != RefundState::processing && one.state != RefundState::settled) continue;
      gone += one.amount.amount;
      if (is_settled[one.payment_id.value])
        back[static_cast<std::size_t>(one.reason)] += one.amount.amount;
    }
    for (const Fee& one : facts.fees) fees += one.amount.amount;
    for (const Dispute& one : facts.disputes) {
      const bool counts = is_settled[one.payment_id.value];
      if (counts && one.state == DisputeState::open) is_disputed = true;
      if (!one.is_withdrawn) continue;
      banks += one.amount.amount;
      if (one.state != DisputeState::lost) undecided += one.amount.amount;
      if (one.state == DisputeState::lost && counts) lost += one.amount.amount;
    }
  }
  /// What is owed and still here, for a price.
  [[nodiscard]] std::int64_t liability(std::int64_t price) const {
    std::int64_t back_of_it = back[0] + back[2] + (price == 0 ? back[1] : 0);
    return std::max<std::int64_t>(0, captured - price - back_of_it - lost);
  }
};

void expect_as_modelled(const World& world) {
  const Model model(world.facts());
  const OrderState state = world.state();
  const bool is_sold = was_delivered(state) && state != OrderState::payment_lost;
  const std::int64_t price = is_sold ? kPrice : 0;
  ASSERT_EQ(world.sum(), 0);
  ASSERT_EQ(world.balance("clearing/sandbox"),
            model.captured - model.gone - model.fees - model.banks);
  ASSERT_EQ(world.balance("fees/sandbox"), model.fees);
  ASSERT_EQ(world.balance("disputed"), model.undecided);
  ASSERT_EQ(world.balance("sales"), -price);
  ASSERT_EQ(-world.balance("refund_due") - world.balance("unapplied"), model.liability(price));
  ASSERT_GE(-world.balance("refund_due"), 0);
  ASSERT_GE(-world.balance("unapplied"), 0);
  ASSERT_GE(world.balance("returns"), 0);
  ASSERT_GE(world.balance("chargebacks"), 0);
  if (is_sold) {
    ASSERT_EQ(state == OrderState::disputed, model.is_disputed);
    ASSERT_GE(model.captured, kPrice);
  }
  if (state == OrderState::refunded) {
    ASSERT_GE(world.balance("returns"), kPrice);
  }
}

TEST(Settlement, RandomHistoriesOfAllFactsAreAsAModelOfSumsSays) {
  std::size_t states[9] = {};
  for (int run = 0; run < kHistories; ++run) {
    Chance chance(static_cast<std::uint64_t>(run) + 1);
    World world(kPrice);
    world.attempt("a");
    world.attempt("b");
    const std::size_t length = 3 + chance.below(12);
    for (std::size_t i = 0; i < length; ++i) {
      chance.happen(world);
      if (chance.below(3) == 0) continue;  // two facts in one step
      world.step();
      ASSERT_NO_FATAL_FAILURE(expect_as_modelled(world)) << "history " << run;
    }
    world.step();
    ASSERT_NO_FATAL_FAILURE(expect_as_modelled(world)) << "history " << run;
    ++states[static_cast<std::size_t>(world.state())];
  }
  using enum OrderState;
  for (const OrderState state :
       {open, cancelled, fulfilled, refunded, disputed, charged_back, payment_lost})
    EXPECT_GT(states[static_cast<std::size_t>(state)], 10U) << name_of(state);
}

// What is owed goes back by itself: at most once for the same money, and never more than there is.
TEST(Settlement, WhatGoesBackByItselfNeverExceedsWhatWasPaidBeyondThePrice) {
  for (int run = 0; run < kShortHistories; ++run) {
    Chance chance(static_cast<std::uint64_t>(run) + 1);
    World world(kPrice);
    world.attempt("a");
    world.attempt("b");
    int refunds = 0;
    for (int i = 0; i < 10; ++i) {
      const std::size_t n = chance.below(3);
      world.fact(n == 1 ? "b" : "a", "p" + std::to_string(n), kPayments[n], FactState::settled);
      if (chance.below(6) == 0) world.cancel();
      const SettlementPlan plan = world.step();
      for (const RefundShare& share : share_out(
               world.facts(), plan.to_refund, [](std::string_view) { return true; },
               AfterFailure::never))
        world.refund(share.payment.id.value, "auto" + std::to_string(refunds++),
                     share.amount.amount, RefundState::requested);
      ASSERT_EQ(world.step().to_refund, dollars(0));
      if (refunds > 0) {
        const Refund any = world.facts().refunds[chance.below(world.facts().refunds.size())];
        world.refund(any.payment_id.value, any.id.value, any.amount.amount,
                     static_cast<RefundState>(1 + chance.below(3)), RefundReason::owed, after(i));
      }
      world.step();
    }
    std::int64_t back = 0;
    for (const Refund& one : world.facts().refunds)
      if (one.state != RefundState::failed) back += one.amount.amount;
    std::int64_t captured = world.step().captured.amount;
    ASSERT_LE(back, captured - (world.state() == OrderState::fulfilled ? kPrice : 0));
  }
}

// All that is said of a payment that is settled already, in every order.
TEST(Settlement, EveryOrderOfRefundsAndDisputesEndsTheSame) {
  using Word = void (*)(World&);
  constexpr Word kWords[] = {
      [](World& w) { w.refund("p1", "r", 300, RefundState::requested, RefundReason::requested); },
      [](World& w) {
        w.refund("p1", "r", 300, RefundState::settled, RefundReason::requested, after(2));
      },
      [](World& w) { w.dispute("p1", "d", 700, DisputeState::open, {}, after(1)); },
      [](World& w) { w.dispute("p1", "d", 700, DisputeState::open, true, after(1)); },
      [](World& w) { w.dispute("p1", "d", 700, DisputeState::lost, {}, after(3)); },
      [](World& w) { w.dispute("p1", "d", 700, DisputeState::won, {}, after(4)); },
      [](World& w) { w.dispute("p1", "d", 700, DisputeState::won, false, after(5)); },
  };
  std::vector<std::size_t> order = {0, 1, 2, 3, 4, 5, 6};
  do {
    World world = sold();
    for (const std::size_t at : order) {
      kWords[at](world);
      world.step();
    }
    ASSERT_EQ(world.state(), OrderState::fulfilled);
    ASSERT_EQ(world.balance("clearing/sandbox"), 700);
    ASSERT_EQ(world.balance("returns"), 300);
    ASSERT_EQ(world.balance("disputed"), 0);
    ASSERT_EQ(world.balance("chargebacks"), 0);
  } while (std::ranges::next_permutation(order).found);
}

}  // namespace
}  // namespace aan::payment
