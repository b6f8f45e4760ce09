#pragma once
#include <span>

#include "domain/sales/order.hpp"
#include "ports/store.hpp"

namespace aan::service {

/// What an order holds of things that there are few of (a coupon's uses, copies of a book) follows
/// the states it just passed through: given back when it is given up, taken again when it is paid
/// after all. The buyer keeps price and book either way; what goes beyond a limit by that is told
/// by an order event: "coupon_overused" with the code, "stock_oversold" with the title. Repeating
/// it changes nothing.
Result<> follow_holds(ports::UnitOfWork& unit, const sales::Order& order,
                      std::span<const sales::OrderState> passed, Timestamp now);

}  // namespace aan::service
