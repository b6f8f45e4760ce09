#pragma once
#include <string>

#include "service/payment/providers.hpp"
#include "service/sale/view_order.hpp"

namespace aan::service {

/// What of an order could go back to its payer now, the way it came. Of what `view` was read with.
Money refundable_of(const OrderView& view, const Providers& providers);

/// What the buyer names to get money back that cannot go back so (`sales::claim_reference`): where
/// more is owed than processors take back. Empty: nothing is to be claimed.
std::string claim_of(const OrderView& view, const Providers& providers);

}  // namespace aan::service
