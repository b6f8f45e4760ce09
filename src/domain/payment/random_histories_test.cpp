#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/payment/order_sums.hpp"
#include "domain/payment/refund_shares.hpp"
#include "testing/payment_world.hpp"
#include "testing/seeded_rng.hpp"

// Histories of payments, refunds, fees, disputes and cancellations as they may come, against a
// model.
namespace aan::payment {
namespace {

using sales::OrderState;
using testing::dollars;
using testing::kNow;
using World = testing::PaymentWorld;
Timestamp after(int seconds) { return kNow + Duration::seconds(seconds); }

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

// One thing that happens to an order, and the payment that has to be known first, or is by it.
struct Happening {
  std::function<void(World&)> apply;
  std::optional<std::size_t> needs, tells;
};

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : rng_(seed) {}
  std::size_t below(std::size_t n) { return rng_.below(n); }

  Happening happening() {
    const Timestamp at = after(static_cast<int>(below(9)));
    switch (below(8)) {
      case 0:
      case 1:
      case 2: return payment(at);
      case 3:
      case 4: return refund(at);
      case 5:
      case 6: return dispute(at);
      default: return other();
    }
  }

 private:
  static Happening nothing() {
    return {[](World&) {}, {}, {}};
  }
  Happening payment(Timestamp at) {
    const std::size_t n = below(3);
    const auto state = static_cast<FactState>(below(3));
    known_[n] = true;
    return {[=](World& world) {
              world.fact(n == 1 ? "b" : "a", "p" + std::to_string(n), kPayments[n], state, at);
            },
            {},
            n};
  }
  Happening refund(Timestamp at) {
    const std::size_t n = below(4);
    const std::size_t of = n < 2 ? 0 : n - 1;
    if (!known_[of]) return nothing();  // the inbox waits for the payment
    const auto state = static_cast<RefundState>(below(4));
    // The reason of a refund is one, whatever is said of it.
    const auto reason = static_cast<RefundReason>((n + salt_) % 3);
    return {[=](World& world) {
              world.refund(kRefunds[n].payment, "r" + std::to_string(n), kRefunds[n].cents, state,
                           reason, at);
            },
            of,
            {}};
  }
  Happening dispute(Timestamp at) {
    const std::size_t of = below(2);
    if (!known_[of]) return nothing();
    const std::optional<bool> funds =
        below(2) == 0 ? std::optional(below(2) == 0) : std::optional<bool>();
    const auto state = static_cast<DisputeState>(below(3));
    return {[=](World& world) {
              world.dispute("p" + std::to_string(of), "d" + std::to_string(of), 1000, state, funds,
                            at);
            },
            of,
            {}};
  }
  Happening other() {
    const bool is_cancelled = below(4) == 0;
    const std::size_t fee = below(3);
    return {[=](World& world) {
              if (is_cancelled) world.cancel();
              world.fee("f" + std::to_string(fee), dollars(30));
            },
            {},
            {}};
  }
  ::aan::testing::SeededRng rng_;
  bool known_[3] = {};
  const std::size_t salt_ = below(3);
};

// What an order comes to, from what is known of it and whether it was sold before.
class Model {
 public:
  std::int64_t captured = 0, gone = 0, fees = 0, banks = 0, undecided = 0;
  std::int64_t back[3] = {};  // moved refunds of settled payments, by reason
  std::int64_t vain = 0;      // moved refunds of all others
  std::int64_t lost = 0;      // to banks, of settled payments, and withdrawn
  bool was_sold = false;
  int grants = 0;  // how often its books are handed over
  OrderState state = OrderState::open;

  void see(const OrderFacts& facts) {
    sum_up(facts);
    const bool is_covered = counted(facts) >= kPrice;
    const OrderState before = state;
    state = is_covered ? covered_state(facts) : uncovered_state(facts);
    const bool is_first = is_covered && !was_sold;
    const bool is_again = state == OrderState::fulfilled && before != OrderState::fulfilled;
    if (is_first || is_again) ++grants;
    was_sold = was_sold || is_covered;
  }
  [[nodiscard]] bool is_sold() const { return was_sold && state != OrderState::payment_lost; }
  /// What is owed and still here, for a price.
  [[nodiscard]] std::int64_t liability(std::int64_t price) const {
    std::int64_t back_of_it = back[0] + back[2] + (price == 0 ? back[1] : 0);
    return std::max<std::int64_t>(0, captured - price - back_of_it - lost);
  }

 private:
  void sum_up(const OrderFacts& facts) {
    captured = gone = fees = banks = undecided = lost = vain = 0;
    is_settled_.clear();
    std::ranges::fill(back, 0);
    for (const IntentFacts& attempt : facts.intents)
      for (const Payment& one : attempt.payments) {
        is_settled_[one.id.value] = one.state == FactState::settled;
        if (one.state == FactState::settled) captured += one.amount.amount;
      }
    for (const Refund& one : facts.refunds) {
      if (one.state != RefundState::processing && one.state != RefundState::settled) continue;
      gone += one.amount.amount;
      if (is_settled_[one.payment_id.value])
        back[static_cast<std::size_t>(one.reason)] += one.amount.amount;
      else
        vain += one.amount.amount;
    }
    for (const Fee& one : facts.fees) fees += one.amount.amount;
    for (const Dispute& one : facts.disputes) {
      if (!one.is_withdrawn) continue;
      banks += one.amount.amount;
      if (one.state != DisputeState::lost) undecided += one.amount.amount;
      if (one.state == DisputeState::lost && is_settled_[one.payment_id.value])
        lost += one.amount.amount;
    }
  }
  // Towards the price: of an order that was sold only what was owed anyway goes off.
  [[nodiscard]] std::int64_t counted(const OrderFacts& facts) const {
    std::int64_t sum = 0;
    for (const IntentFacts& attempt : facts.intents)
      for (const Payment& one : attempt.payments) {
        if (one.state != FactState::settled) continue;
        std::int64_t left = one.amount.amount;
        for (const Refund& refund : facts.refunds)
          if (refund.payment_id == one.id && refund.state != RefundState::failed &&
              (!was_sold || refund.reason == RefundReason::owed))
            left -= refund.amount.amount;
        for (const Dispute& dispute : facts.disputes)
          if (dispute.payment_id == one.id && dispute.state != DisputeState::won && !was_sold)
            left -= dispute.amount.amount;
        sum += std::max<std::int64_t>(0, left);
      }
    return sum;
  }
  [[nodiscard]] OrderState uncovered_state(const OrderFacts& facts) const {
    if (was_sold) return OrderState::payment_lost;
    for (const IntentFacts& attempt : facts.intents)
      for (const Payment& one : attempt.payments)
        if (one.state == FactState::processing) return OrderState::pending;
    return facts.is_cancel_requested ? OrderState::cancelled : OrderState::open;
  }
  [[nodiscard]] OrderState covered_state(const OrderFacts& facts) const {
    std::int64_t surplus = captured - kPrice;
    const std::int64_t returned = returned_of_price(facts, surplus);
    std::int64_t taken = 0;  // by banks, or lost to them without a word of where it is
    for (const Dispute& one : facts.disputes) {
      if (!is_settled_.at(one.payment_id.value)) continue;
      if (one.state == DisputeState::open) return OrderState::disputed;
      const bool is_back = !one.is_withdrawn && one.funds_at.us != 0;
      if (one.state == DisputeState::lost && !is_back) taken += one.amount.amount;
    }
    if (taken > surplus) return OrderState::charged_back;
    return returned >= kPrice ? OrderState::refunded : OrderState::fulfilled;
  }
  // Of refunds that are through; takes off `surplus` what went back because it was owed.
  [[nodiscard]] std::int64_t returned_of_price(const OrderFacts& facts,
                                               std::int64_t& surplus) const {
    std::map<std::string, const Refund*> by_name;
    for (const Refund& one : facts.refunds)
      if ((one.state == RefundState::processing || one.state == RefundState::settled) &&
          is_settled_.at(one.payment_id.value))
        by_name[one.id.value] = &one;
    std::int64_t returned = 0;
    for (const RefundReason reason :
         {RefundReason::owed, RefundReason::elsewhere, RefundReason::requested})
      for (const auto& [name, one] : by_name) {
        if (one->reason != reason) continue;
        const std::int64_t owed =
            reason == RefundReason::requested ? 0 : std::min(surplus, one->amount.amount);
        surplus -= owed;
        if (one->state == RefundState::settled) returned += one->amount.amount - owed;
      }
    return returned;
  }

  std::map<std::string, bool> is_settled_;
};

void expect_as_modelled(const World& world, const Model& model) {
  const std::int64_t price = model.is_sold() ? kPrice : 0;
  ASSERT_EQ(name_of(world.state()), name_of(model.state));
  ASSERT_EQ(world.fulfilments(), model.grants);
  ASSERT_EQ(world.fulfilments() > 0, model.was_sold);
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
  ASSERT_LE(world.balance("chargebacks"), price);
  ASSERT_LE(world.balance("returns"), price) << "no more of a sale goes back than was sold";
  ASSERT_GE(world.balance("losses"), model.vain);
}

// An order, and beside it what the model says of it.
struct Modelled {
  World world{kPrice};
  Model model;

  Modelled() {
    world.attempt("a");
    world.attempt("b");
  }
  void step() {
    world.step();
    model.see(world.facts());
    ASSERT_NO_FATAL_FAILURE(expect_as_modelled(world, model));
  }
};

// The same in another order, as the inbox lets it be: a payment is known before what is about it.
void play_otherwise(std::vector<Happening> history, Chance& chance, Modelled& order) {
  bool known[3] = {};
  while (!history.empty()) {
    const std::size_t from = chance.below(history.size());
    std::size_t at = from;
    while (history[at].needs && !known[*history[at].needs]) at = (at + 1) % history.size();
    history[at].apply(order.world);
    if (history[at].tells) known[*history[at].tells] = true;
    history.erase(history.begin() + static_cast<std::ptrdiff_t>(at));
    if (!history.empty() && chance.below(3) != 0) continue;
    ASSERT_NO_FATAL_FAILURE(order.step());
  }
}

void expect_same(const World& one, const World& other) {
  ASSERT_EQ(name_of(one.state()), name_of(other.state()));
  for (const char* account : {"clearing/sandbox", "fees/sandbox", "disputed", "sales", "refund_due",
                              "unapplied", "returns", "chargebacks", "losses"})
    ASSERT_EQ(one.balance(account), other.balance(account)) << account;
}

// States and money are as the model says, and in another order the same: but for whether a sale
// came before what prevents it, which is the one thing that an order remembers of its way.
TEST(Settlement, RandomHistoriesOfAllFactsAreAsAModelSaysInWhateverOrder) {
  std::size_t states[9] = {};
  int same_ways = 0;
  for (int run = 0; run < kHistories; ++run) {
    Chance chance(static_cast<std::uint64_t>(run) + 1);
    Modelled order;
    std::vector<Happening> history;
    const std::size_t length = 3 + chance.below(12);
    for (std::size_t i = 0; i < length; ++i) {
      history.push_back(chance.happening());
      history.back().apply(order.world);
      if (chance.below(3) == 0) continue;  // two facts in one step
      ASSERT_NO_FATAL_FAILURE(order.step()) << "history " << run;
    }
    ASSERT_NO_FATAL_FAILURE(order.step()) << "history " << run;
    ++states[static_cast<std::size_t>(order.world.state())];
    Modelled otherwise;
    ASSERT_NO_FATAL_FAILURE(play_otherwise(history, chance, otherwise)) << "history " << run;
    if (otherwise.model.was_sold != order.model.was_sold) continue;
    ++same_ways;
    ASSERT_NO_FATAL_FAILURE(expect_same(order.world, otherwise.world)) << "history " << run;
  }
  using enum OrderState;
  for (const OrderState state :
       {open, cancelled, fulfilled, refunded, disputed, charged_back, payment_lost})
    EXPECT_GT(states[static_cast<std::size_t>(state)], 10U) << name_of(state);
  EXPECT_GT(same_ways, kHistories / 2);
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

}  // namespace
}  // namespace aan::payment
