#pragma once
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>

#include "domain/payment/settlement.hpp"

namespace aan::testing {

using payment::Dispute;
using payment::DisputeState;
using payment::FactState;
using payment::Fee;
using payment::IntentChange;
using payment::IntentFacts;
using payment::OrderFacts;
using payment::Payment;
using payment::PaymentIntent;
using payment::Refund;
using payment::RefundReason;
using payment::RefundState;
using payment::SettlementPlan;

inline Money dollars(std::int64_t cents) { return {cents, *find_asset("USD")}; }
inline constexpr Timestamp kNow{1'800'000'000'000'000};

/// An order, its facts and its journal, kept as the store would keep them: what `settle` plans
/// is carried out here, so that sequences can be played.
class PaymentWorld {
 public:
  using OrderState = sales::OrderState;

  explicit PaymentWorld(std::int64_t total) {
    facts_.order.id = {"site_order"};
    facts_.order.quote.subtotal = facts_.order.quote.total = facts_.order.quote.proceeds =
        dollars(total);
    facts_.order.quote.discount = facts_.order.quote.tax = dollars(0);
  }
  /// The same with `tax` in the total, of Germany at 7 %.
  PaymentWorld(std::int64_t total, std::int64_t tax) : PaymentWorld(total) {
    sales::Quote& quote = facts_.order.quote;
    quote.treatment = tax::Treatment::taxed;
    quote.tax_country = "DE";
    quote.tax_bps = 700;
    quote.tax = dollars(tax);
    quote.proceeds = dollars(total - tax);
  }
  void attempt(const std::string& id, std::optional<std::int64_t> due = {}) {
    PaymentIntent intent;
    intent.id = {id};
    intent.provider = "sandbox";
    intent.due = due ? dollars(*due) : facts_.order.quote.total;
    intent.created_at = kNow;
    intent.expires_at = kNow + payment::kIntentExpiresAfter;
    facts_.intents.push_back({intent, {}});
  }
  /// Keeps one word about a movement of money, by the rule that the store keeps.
  void fact(const std::string& intent, const std::string& ref, std::int64_t cents, FactState state,
            Timestamp at = kNow) {
    Payment report;
    report.id = {ref};
    report.intent_id = {intent};
    report.provider = "sandbox";
    report.network_ref = ref;
    report.amount = dollars(cents);
    report.state = state;
    report.seen_at = report.state_at = at;
    for (IntentFacts& attempt : facts_.intents)
      if (attempt.intent.id.value == intent) keep(attempt.payments, report, &Payment::network_ref);
  }
  void refund(const std::string& payment, const std::string& id, std::int64_t cents,
              RefundState state, RefundReason reason = RefundReason::owed, Timestamp at = kNow) {
    Refund report;
    report.id = {id};
    report.payment_id = {payment};
    report.provider = "sandbox";
    report.network_ref = state == RefundState::requested ? "" : "ref of " + id;
    report.amount = dollars(cents);
    report.state = state;
    report.reason = reason;
    report.requested_at = kNow;
    report.state_at = at;
    keep(facts_.refunds, report, &Refund::id);
  }
  void fee(const std::string& ref, Money amount) {
    keep(facts_.fees, {"sandbox", ref, {"p1"}, facts_.order.id, amount, kNow}, &Fee::network_ref);
  }
  void dispute(const std::string& payment, const std::string& ref, std::int64_t cents,
               DisputeState state, std::optional<bool> is_withdrawn = {}, Timestamp at = kNow) {
    Dispute report;
    report.id = {ref};
    report.payment_id = {payment};
    report.provider = "sandbox";
    report.network_ref = ref;
    report.amount = dollars(cents);
    report.state = state;
    report.is_withdrawn = is_withdrawn.value_or(false);
    report.opened_at = report.state_at = at;
    if (is_withdrawn) report.funds_at = at;
    keep(facts_.disputes, report, &Dispute::network_ref);
  }
  void cancel() {
    facts_.is_cancel_requested = true;
    for (IntentFacts& attempt : facts_.intents) attempt.intent.is_cancelled = true;
  }
  void fail_attempt(std::size_t at) { facts_.intents[at].intent.is_failed = true; }

  /// Carries out what the facts ask for, and expects that nothing is left to do then.
  SettlementPlan step(Timestamp now = kNow) {
    SettlementPlan plan = carry_out(now);
    const SettlementPlan again = carry_out(now);
    EXPECT_TRUE(again.entries.empty() && again.states.empty() && again.intents.empty());
    EXPECT_EQ(again.to_refund, plan.to_refund);
    return plan;
  }
  std::int64_t balance(const std::string& name, const std::string& asset = "USD") const {
    std::int64_t sum = 0;
    for (const ledger::Posted& posted : facts_.posted)
      if (posted.account == "main:" + name && posted.amount.asset.code() == asset)
        sum += posted.amount.amount;
    return sum;
  }
  OrderState state() const { return facts_.order.state; }
  const OrderFacts& facts() const { return facts_; }
  const PaymentIntent& intent(std::size_t at) const { return facts_.intents[at].intent; }
  int fulfilments() const { return fulfilments_; }
  /// Of all accounts, in all assets.
  std::int64_t sum() const {
    std::int64_t all = 0;
    for (const ledger::Posted& posted : facts_.posted) all += posted.amount.amount;
    return all;
  }

 private:
  template <class Fact, class Name>
  static void keep(std::vector<Fact>& facts, const Fact& report, Name name) {
    for (Fact& known : facts) {
      if (!(known.*name == report.*name)) continue;
      known = payment::merged(known, report);
      return;
    }
    facts.push_back(report);
  }
  void post(const ledger::JournalEntry& entry) {
    EXPECT_TRUE(ledger::is_balanced(entry));
    std::string kind = entry.kind;
    if (kind.ends_with(ledger::kReversed)) kind.resize(kind.size() - ledger::kReversed.size());
    for (const ledger::Posting& posting : entry.postings) {
      ledger::Posted* found = nullptr;
      for (ledger::Posted& posted : facts_.posted)
        if (posted.kind == kind && posted.account == posting.account &&
            posted.amount.asset == posting.amount.asset)
          found = &posted;
      if (found == nullptr)
        facts_.posted.push_back({kind, posting.account, posting.amount});
      else
        found->amount.amount += posting.amount.amount;
    }
  }
  SettlementPlan carry_out(Timestamp now) {
    const auto plan = payment::settle(facts_, now);
    EXPECT_TRUE(plan) << plan.error().detail;
    if (!plan) return {};
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
    for (const ledger::JournalEntry& entry : plan->entries) post(entry);
    fulfilments_ += plan->fulfil ? 1 : 0;
    return *plan;
  }

  OrderFacts facts_;
  int fulfilments_ = 0;
};

}  // namespace aan::testing
