#pragma once
#include "net/form.hpp"
#include "net/http.hpp"
#include "service/delivery/book_readings.hpp"
#include "service/sale/view_order.hpp"
#include "web/storefront.hpp"
#include "web/view/sale/order_page.hpp"
#include "web/view/sale/order_timeline.hpp"

namespace aan::web {

/// The view model of an order's page.
OrderPage order_page(const Storefront& front, const net::Request& request, const std::string& token,
                     const service::OrderView& view);

/// Gives each file that is read on pages its way there, and the others what to do with them.
/// `token`: by which the order, or the gift, was found.
void offer_reading(const Storefront& front, const std::string& token, const sales::OrderId& order,
                   service::OrderSeenBy by, std::vector<OrderPageLine>& lines);

/// One book of an order or of a gift, with what can be fetched of it. `events`: of the order.
OrderPageLine order_line(const Storefront& front, const service::OrderLineView& view,
                         const std::vector<sales::OrderEvent>& events);

/// For the time line of an order (`timeline`).
TimelineBooks timeline_books(const service::OrderView& view);

/// After a form of /reader was refused: it stays open, with what was typed.
void keep_typed_reader(std::vector<OrderPageLine>& lines, const net::FormFields& form);

}  // namespace aan::web
