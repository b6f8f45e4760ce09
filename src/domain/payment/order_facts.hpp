#pragma once
#include <vector>

#include "domain/ledger/journal.hpp"
#include "domain/payment/dispute.hpp"
#include "domain/payment/fee.hpp"
#include "domain/payment/refund.hpp"

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
  std::vector<Refund> refunds;
  std::vector<Fee> fees;
  std::vector<Dispute> disputes;
  std::vector<ledger::Posted> posted;  ///< by this order's entries, per kind and account
  bool is_cancel_requested = false;    ///< the buyer, the shop or time gave up
  /// The buyer gave up what there are few of, and somebody else has it: money goes back.
  bool is_withheld = false;
};

}  // namespace aan::payment
