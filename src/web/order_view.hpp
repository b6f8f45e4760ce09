#pragma once
#include "net/http.hpp"
#include "service/view_order.hpp"
#include "web/storefront.hpp"
#include "web/view/order_page.hpp"

namespace aan::web {

/// The view model of an order's page.
OrderPage order_page(const Storefront& front, const net::Request& request, const std::string& token,
                     const service::OrderView& view);

}  // namespace aan::web
