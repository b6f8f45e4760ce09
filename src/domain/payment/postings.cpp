#include "domain/payment/postings.hpp"

#include <map>
#include <string>
#include <utility>

#include "base/check.hpp"

namespace aan::payment {
namespace {

// One flow: its kind, the account whose balance within the kind says how much has moved, and the
// account on the other side.
struct Flow {
  std::string kind;
  std::string told_by;  ///< one account of its own among the flows of its kind
  std::string other;
  bool is_debit = true;  ///< `told_by` is the account that is debited
  friend auto operator<=>(const Flow&, const Flow&) = default;
};

class Flows {
 public:
  explicit Flows(const OrderFacts& facts)
      : facts_(facts),
        book_(facts.order.is_sandbox ? ledger::Book::sandbox : ledger::Book::main),
        asset_(facts.order.quote.total.asset) {}

  void captured(const std::string& provider, std::int64_t amount) {
    add({"capture", clearing(provider), name("unapplied"), true}, {amount, asset_});
  }
  void sold(std::int64_t price, std::int64_t tax) {
    add({"sale", name("sales"), name("unapplied"), false}, {price - tax, asset_});
    if (!is_taxed()) return;
    add({"tax", tax_account(), name("unapplied"), false}, {tax, asset_});
  }
  void tax_gone_back(const TaxBack& back) {
    if (!is_taxed()) return;
    add({"tax_returned", tax_account(), name("returns"), true}, {back.returned, asset_});
    add({"tax_charged_back", tax_account(), name("chargebacks"), true},
        {back.charged_back, asset_});
  }
  void owed(std::int64_t amount) {
    add({"refund_due", name("refund_due"), name("unapplied"), false}, {amount, asset_});
  }
  void refunded(const RefundParts& parts) {
    const std::string from = clearing(parts.refund->provider);
    add({"refund", from, name("refund_due"), false}, {parts.owed, asset_});
    add({"return", from, name("returns"), false}, {parts.returned, asset_});
    add({"refund_lost", from, name("losses"), false}, {parts.lost, asset_});
  }
  void charged(const Fee& fee) {
    add({"fee", ledger::fees_account(book_, fee.provider), clearing(fee.provider), true},
        fee.amount);
  }
  void withdrawn(const Dispute& dispute) {
    add({"dispute_withdrawn", clearing(dispute.provider), name("disputed"), false}, dispute.amount);
  }
  void lost(const OrderSums& sums) {
    add({"chargeback", name("chargebacks"), name("disputed"), true}, {sums.price_banked, asset_});
    add({"loss", name("losses"), name("disputed"), true}, {sums.losses, asset_});
    add({"owed_charged_back", name("refund_due"), name("disputed"), true},
        {sums.banked_owed, asset_});
  }

  std::vector<ledger::JournalEntry> missing(Timestamp now) {
    for (const ledger::Posted& posted : facts_.posted) note(posted);
    std::vector<ledger::JournalEntry> entries;
    for (const auto& [key, amounts] : flows_)
      if (amounts.wanted != amounts.posted)
        entries.push_back(entry(key.first, {amounts.wanted - amounts.posted, key.second}, now));
    return entries;
  }

 private:
  struct Amounts {
    std::int64_t wanted = 0;
    std::int64_t posted = 0;
  };
  [[nodiscard]] std::string name(std::string_view account) const {
    return ledger::account(book_, account);
  }
  [[nodiscard]] std::string clearing(const std::string& provider) const {
    return ledger::clearing_account(book_, provider);
  }
  [[nodiscard]] bool is_taxed() const { return !facts_.order.quote.tax.is_zero(); }
  [[nodiscard]] std::string tax_account() const {
    const sales::Quote& quote = facts_.order.quote;
    return ledger::tax_account(book_, quote.tax_country, quote.tax_bps);
  }
  void add(const Flow& flow, const Money& amount) {
    flows_[{flow, amount.asset}].wanted += amount.amount;
  }
  void note(const ledger::Posted& posted) {
    for (auto& [key, amounts] : flows_)
      if (key.first.kind == posted.kind && key.first.told_by == posted.account &&
          key.second == posted.amount.asset)
        amounts.posted += key.first.is_debit ? posted.amount.amount : -posted.amount.amount;
  }
  [[nodiscard]] ledger::JournalEntry entry(const Flow& flow, const Money& delta,
                                           Timestamp now) const {
    ledger::JournalEntry entry;
    entry.kind = flow.kind;
    if (delta.amount < 0) entry.kind += ledger::kReversed;
    entry.order_id = facts_.order.id.value;
    entry.at = now;
    const std::string& debited = flow.is_debit ? flow.told_by : flow.other;
    const std::string& credited = flow.is_debit ? flow.other : flow.told_by;
    entry.postings = {{debited, delta}, {credited, delta.negated()}};
    AAN_CHECK(ledger::is_balanced(entry));
    return entry;
  }

  const OrderFacts& facts_;
  const ledger::Book book_;
  const Asset asset_;
  std::map<std::pair<Flow, Asset>, Amounts> flows_;
};

}  // namespace

std::vector<ledger::JournalEntry> missing_entries(const OrderFacts& facts, const OrderSums& sums,
                                                  std::int64_t price, bool is_waiting,
                                                  Timestamp now) {
  Flows flows(facts);
  for (const IntentFacts& attempt : facts.intents) {
    flows.captured(attempt.intent.provider, 0);  // also when nothing of it counts any more
    for (const Payment& payment : attempt.payments)
      if (payment.state == FactState::settled)
        flows.captured(attempt.intent.provider, payment.amount.amount);
  }
  const std::int64_t tax = price > 0 ? facts.order.quote.tax.amount : 0;
  flows.sold(price, tax);
  flows.tax_gone_back(tax_back(sums, price, tax));
  flows.owed(is_waiting ? sums.owed - sums.still_owed() : sums.owed);
  for (const Refund& refund : facts.refunds) flows.refunded({&refund});
  for (const RefundParts& parts : sums.refunds) flows.refunded(parts);
  for (const Fee& fee : facts.fees) flows.charged(fee);
  for (const Dispute& dispute : facts.disputes) {
    Dispute nothing = dispute;
    nothing.amount.amount = 0;
    flows.withdrawn(dispute.is_withdrawn ? dispute : nothing);
  }
  flows.lost(sums);
  return flows.missing(now);
}

}  // namespace aan::payment
