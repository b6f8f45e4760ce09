#pragma once
#include <span>
#include <vector>

#include "domain/ledger/journal.hpp"

namespace aan::payment {

/// The money of one order as the journal has it: what the buyer paid and what the seller has of it
/// kept apart. In the order's currency, but `other_fees`. It always holds that
///   left = paid - given_back - taken = net + fee + tax + owed + waiting
struct OrderAccount {
  Money paid;        ///< arrived, and is final
  Money given_back;  ///< by refunds
  Money taken;       ///< by banks, whether they have decided or not
  Money left;        ///< of what was paid, with the shop or its processor
  Money tax;         ///< of it owed to a tax office, what went back taken off
  Money owed;        ///< of it owed back to the buyer
  Money waiting;     ///< of it not used for anything yet: a part of a price
  Money fee;         ///< kept by processors: known once the money moved, and never before
  Money net;         ///< what is the seller's after all that; below zero when it cost something
  std::vector<Money> other_fees;  ///< fees that a processor takes from a balance of its own, a sum
                                  ///< for each currency; `net` is without them
};

/// Sums what the entries of one order have moved (`OrderFacts::posted`). `asset`: the order's.
/// Errors: internal on overflow, which amounts limited at the door do not reach.
Result<OrderAccount> order_account(std::span<const ledger::Posted> posted, const Asset& asset);

}  // namespace aan::payment
