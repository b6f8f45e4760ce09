#pragma once
#include <string>
#include <vector>

#include "domain/tax/evidence.hpp"
#include "domain/tax/regime.hpp"
#include "service/room.hpp"

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

/// All pieces, opened, oldest first. One whose key is lost has an empty country.
Result<std::vector<tax::Evidence>> read_tax_evidence(const Room& room,
                                                     const ports::SaleStore& sales,
                                                     const sales::Order& order);

}  // namespace aan::service
