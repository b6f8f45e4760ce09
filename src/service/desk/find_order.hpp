#pragma once
#include <string>

#include "domain/sales/order.hpp"
#include "service/room.hpp"

namespace aan::service {

/// The order that an operator names by its reference or id. Errors: not_found with reason
/// "no_such_order_here", with a sentence that names the nearest reference when one is near.
Result<sales::Order> find_order(const Room& room, const std::string& which);

}  // namespace aan::service
