#pragma once
#include <string>
#include <vector>

#include "domain/tax/evidence.hpp"
#include "domain/tax/regime.hpp"
#include "service/room.hpp"
#include "service/sale/check_tax_number.hpp"

namespace aan::service {

/// What the shop is registered for, and the rates that count. Immutable after start.
struct TaxRules {
  tax::Regime regime;
  tax::Rates rates;
};

/// Keeps a piece of evidence of where the buyer of a taxed order lives, sealed under the buyer's
/// key, and what all pieces together are worth. A piece of the same sign and source is kept once.
/// When they name different countries, the order's time line says so: the sale stands as it is, and
/// a person decides. An order that no tax depends on keeps nothing.
Result<> add_tax_evidence(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                          const tax::Evidence& evidence);

/// Keeps the proof of a reverse charge with its order. Nothing for an order that is none.
Result<> keep_tax_number(const Room& room, ports::UnitOfWork& unit, const sales::Order& order,
                         const ConfirmedNumber& proof, Timestamp now);
/// The number that was confirmed for an order, opened; empty `number` when its key is lost.
Result<std::optional<ConfirmedNumber>> find_tax_number(const Room& room,
                                                       const ports::SaleStore& sales,
                                                       const sales::Order& order);

/// All pieces, opened, oldest first. One whose key is lost has an empty country.
Result<std::vector<tax::Evidence>> read_tax_evidence(const Room& room,
                                                     const ports::SaleStore& sales,
                                                     const sales::Order& order);

}  // namespace aan::service
