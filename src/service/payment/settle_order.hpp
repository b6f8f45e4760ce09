#pragma once
#include "domain/payment/settlement.hpp"
#include "service/payment/providers.hpp"
#include "service/room.hpp"

namespace aan::service {

/// Write 3, the only door by which money becomes state: recomputes one order from its facts and
/// writes what follows (statuses, states, journal, entitlements and grants, time line). What is
/// owed back, and can go back the way it came, is reserved as refunds in the same unit: once for
/// the same money, so that what fails stays owed. Errors: not_found, corrupt, those of the store.
Result<payment::SettlementPlan> apply_settlement(const Room& room, const Providers& providers,
                                                 ports::UnitOfWork& unit, const sales::OrderId& id,
                                                 Timestamp now);

}  // namespace aan::service
