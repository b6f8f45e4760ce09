#pragma once
#include <boost/json/fwd.hpp>
#include <string_view>
#include <vector>

#include "adapters/pay_stripe/objects.hpp"
#include "base/result.hpp"

namespace aan::pay_stripe {

/// What takes money back, and what moved on the balance. Errors: upstream_malformed.
Result<StripeRefund> parse_refund(std::string_view json);
/// With `data.failure_balance_transaction` expanded where it is to be known when a refund failed.
Result<std::vector<StripeRefund>> parse_refunds(std::string_view json);
Result<std::vector<StripeDispute>> parse_disputes(std::string_view json);
Result<BalanceMovement> movement_from(const boost::json::object& balance_transaction);

}  // namespace aan::pay_stripe
