#pragma once
#include <optional>

#include "domain/payment/pay_stop.hpp"
#include "service/payment/providers.hpp"
#include "service/sale/view_order.hpp"

namespace aan::service {

/// What keeps an open order, or one whose payment was lost, from being paid by any way that the
/// shop has now. Nothing: it can be paid, or that is not for ways to pay to say (it is paid, it was
/// given up, its price is held no longer, its copies are with others).
std::optional<payment::PayStop> pay_stop_of(const OrderView& view, const Providers& providers);

}  // namespace aan::service
