#pragma once
#include "service/room.hpp"

namespace aan::service {

/// Gives a line its entitlement, with a grant for each of its files and the licence that its offer
/// brings, in the caller's unit, unless it has one (UNIQUE order line); says whether it was new.
Result<bool> give_right(const Room& room, ports::UnitOfWork& unit, const sales::OrderId& order,
                        const sales::OrderLine& line, Timestamp now);

}  // namespace aan::service
