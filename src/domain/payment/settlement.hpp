#pragma once
#include <optional>
#include <span>
#include <vector>

#include "domain/payment/order_facts.hpp"

namespace aan::payment {

struct IntentChange {
  IntentId id;
  PaymentStatus from;
  PaymentStatus to;
  PaymentException exception;
};

/// What has to be written so that the stored state says what the facts say.
struct SettlementPlan {
  std::vector<IntentChange> intents;
  std::vector<sales::OrderState> states;      ///< to pass through in turn, each an allowed step
  std::vector<ledger::JournalEntry> entries;  ///< without id; balanced
  bool fulfil = false;                        ///< grant the entitlements now
  Money captured;                             ///< settled in all
  Money refund_due;                           ///< owed back to the buyer, and not gone yet
  /// Of `refund_due` what no refund was asked for yet, as far as it can go back without asking
  /// again: what a refund failed to give back, or a bank may still take, is left to a person.
  Money to_refund;
};

/// The one place where payments, refunds, fees and disputes become states and postings. Pure: same
/// facts, same plan; a plan that was carried out gives an empty plan next time. What settled for
/// the order pays it once it reaches the total, whichever attempts it came by; whatever was
/// captured beyond is owed back, and so is a part as long as the order is given up. A delivered
/// order whose money is in dispute is `disputed`, with a lost dispute about its price
/// `charged_back`, and with its whole price given back `refunded`; each of them ends when the facts
/// no longer say so. Errors: internal when the facts would need a transition that the table does
/// not have (the caller changes nothing then).
Result<SettlementPlan> settle(const OrderFacts& facts, Timestamp now);

}  // namespace aan::payment
