#pragma once
#include "web/view/customer/letter_text.hpp"
#include "web/view/sale/order_page.hpp"

namespace aan::web {

/// The receipt of a delivered order with the order's secret address. Of `frame` it needs language,
/// name of the shop and contact.
LetterText receipt_letter(const OrderPage& page, const Frame& frame);

}  // namespace aan::web
