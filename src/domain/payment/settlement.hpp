#pragma once
#include <optional>
#include <span>
#include <vector>

#include "domain/ledger/journal.hpp"
#include "domain/payment/payment_intent.hpp"

namespace aan::payment {

/// An attempt with every payment that ever reached it.
struct IntentFacts {
  PaymentIntent intent;
  std::vector<Payment> payments;
};

/// Everything known about the money of one order, read in one unit of work.
struct OrderFacts {
  sales::Order order;
  std::vector<IntentFacts> intents;
  std::vector<ledger::Balance> balances;  ///< of this order's entries, per account
  bool is_cancel_requested = false;       ///< the buyer, the shop or time gave up
};

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
  Money refund_due;                           ///< owed back to the buyer
};

/// What is still to be paid of an order's `total` once `captured` has settled for it, over all its
/// attempts: a new attempt asks for exactly this. Zero: the order is covered. Both in one asset.
Money missing(const Money& total, const Money& captured);

/// The one place where payments become states and postings. Pure: same facts, same plan; a plan
/// that was carried out gives an empty plan next time. What settled for the order pays it
/// once it reaches the total, whichever attempts it came by; whatever was captured beyond is owed
/// back, and so is a part as long as the order is given up. Errors: internal when the facts
/// would need a transition that the table does not have (the caller changes nothing then).
Result<SettlementPlan> settle(const OrderFacts& facts, Timestamp now);

}  // namespace aan::payment
