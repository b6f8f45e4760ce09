#pragma once
#include <vector>

#include "domain/payment/order_sums.hpp"

namespace aan::payment {

/// The entries that are missing so that the journal says what the facts say. Each kind of entry is
/// one flow of money between two accounts, and what it should have moved is compared with what it
/// has moved, so that no flow undoes another:
///   capture            clearing/<provider> from unapplied   settled payments
///   sale               unapplied from sales                 the price without tax, once delivered
///   tax                unapplied from tax/<country>/<bps>   the tax in it
///   refund_due         unapplied from refund_due            owed back
///   refund             refund_due from clearing/<provider>  owed, and given back
///   return             returns from clearing/<provider>     of the price, given back
///   refund_lost        losses from clearing/<provider>      given back of a payment that is lost
///   tax_returned       tax/<country>/<bps> from returns     the tax in what was given back
///   tax_charged_back   tax/<country>/<bps> from chargebacks the tax in what banks took
///   fee                fees/<provider> from clearing/<provider>
///   dispute_withdrawn  disputed from clearing/<provider>    taken by banks and not returned
///   chargeback         chargebacks from disputed            of the price that stood, lost to banks
///   loss               losses from disputed                 lost to banks beyond it
///   owed_charged_back  refund_due from disputed             lost to banks, and owed anyway
/// A flow that has moved too much is reversed: the same accounts the other way, kind + "_reversed".
/// `is_waiting`: what is captured beyond the price waits in `unapplied` and is not owed back yet.
/// The entries have no id, and each of them is balanced.
std::vector<ledger::JournalEntry> missing_entries(const OrderFacts& facts, const OrderSums& sums,
                                                  std::int64_t price, bool is_waiting,
                                                  Timestamp now);

}  // namespace aan::payment
