#pragma once
#include "domain/payment/order_facts.hpp"
#include "ports/store.hpp"

namespace aan::service {

/// Everything known about the money of one order, read in the caller's unit of work or snapshot, as
/// it is stored: enough to show it.
Result<payment::OrderFacts> read_facts(const ports::SaleStore& sales,
                                       const ports::PaymentStore& payments,
                                       const ports::LedgerStore& ledger, sales::Order order);

/// The same, and sound: enough to settle it. Errors: corrupt, when what is stored cannot be: such
/// an order is reported and stops no other.
Result<payment::OrderFacts> gather_facts(const ports::SaleStore& sales,
                                         const ports::PaymentStore& payments,
                                         const ports::LedgerStore& ledger, sales::Order order);

}  // namespace aan::service
