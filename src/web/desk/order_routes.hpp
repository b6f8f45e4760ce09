#pragma once
#include "web/desk/desk_front.hpp"

namespace aan::web {

/// /desk/orders, with `state` and `page`.
Result<net::Response> show_orders(const DeskFront& front, const Visit& visit);
/// POST /desk/orders: what was typed to find some.
Result<net::Response> find_orders(const DeskFront& front, const Visit& visit);
/// /desk/orders/{order}: one order with its three time lines, its refunds and disputes. The form's
/// `act`: cancel, for an order that nobody paid; grant, which opens the download `grant` again;
/// mail; link, which shows the buyer's link.
Result<net::Response> show_order(const DeskFront& front, const Visit& visit);
Result<net::Response> change_order(const DeskFront& front, const Visit& visit);
/// /desk/orders/{order}/link: makes another link for the buyer, ends the old one, and shows the new
/// one on the order's page, this once. Looking there leads to that page: fresh proof comes back so.
Result<net::Response> lead_to_desk_order(const DeskFront& front, const Visit& visit);
Result<net::Response> renew_buyers_link(const DeskFront& front, const Visit& visit);

}  // namespace aan::web
