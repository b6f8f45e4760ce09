#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// /desk/orders, with `state` and `page`.
Result<net::Response> show_orders(const DeskFront& front, const Visit& visit);
/// /desk/orders/{order}: one order with its three time lines. The form's `act`: cancel, for an
/// order that nobody paid.
Result<net::Response> show_order(const DeskFront& front, const Visit& visit);
Result<net::Response> change_order(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
