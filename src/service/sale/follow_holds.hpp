#pragma once
#include <span>
#include <string>

#include "domain/sales/order.hpp"
#include "ports/store.hpp"

namespace aan::service {

/// "coupon_used_up" or "sold_out" when something that the order gave back cannot be taken again
/// within its limit; empty otherwise.
Result<std::string> gone_meanwhile(ports::UnitOfWork& unit, const sales::OrderId& order);

/// What an order holds of things that there are few of (a coupon's uses, copies of a book) follows
/// the states it just passed through: given back when it is given up, taken again when it is paid
/// after all. Who pays late keeps the price, and a code that is used up by then is told by an order
/// event, "coupon_overused"; whether a copy is left, and whoever gave the order up themselves
/// within its limits, is decided before (`withhold` in `apply_settlement`). Repeating it changes
/// nothing.
Result<> follow_holds(ports::UnitOfWork& unit, const sales::Order& order,
                      std::span<const sales::OrderState> passed, Timestamp now);

}  // namespace aan::service
