#pragma once
#include <optional>

#include "service/sale/order_link.hpp"
#include "web/storefront.hpp"
#include "web/view/sale/sale_pages.hpp"

namespace aan::web {

/// So long after an order its browser is shown the way back to it.
inline constexpr Duration kPlacedOrderShownFor = Duration::hours(1);

/// Lets this browser find the order again that it has just placed: a signed cookie names it, and
/// not its secret address. Without it, going back from the counter shows an empty cart.
void remember_order(const Storefront& front, const net::Request& request, net::Response& response,
                    const sales::OrderId& id);
/// The order that this browser placed within the last hour, if any. Errors: those of the store.
Result<std::optional<service::OrderLink>> placed_order(const Storefront& front,
                                                       const net::Request& request);
/// The same as a page shows it; the page must be private.
Result<std::optional<JustPlaced>> just_placed(const Storefront& front, const net::Request& request);

}  // namespace aan::web
