#pragma once
#include <string_view>
#include <vector>

#include "web/view/block.hpp"
#include "web/view/sale/order_page.hpp"

namespace aan::web {

/// At {{>LINES}} each book of an order, with what can be fetched of it: on the page of an order and
/// on that of a gift. Their forms are posted below `path`.
void fill_order_lines(Block& block, const std::vector<OrderPageLine>& lines, std::string_view path);

}  // namespace aan::web
