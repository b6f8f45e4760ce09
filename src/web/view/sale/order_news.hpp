#pragma once
#include "web/view/block.hpp"
#include "web/view/sale/order_page.hpp"

namespace aan::web {

/// The head of an order's page: what it is about, and what there is to say of payments, copies that
/// are kept for it, and money that goes back.
void fill_news(Block& main, const OrderPage& page, const Frame& frame);

}  // namespace aan::web
