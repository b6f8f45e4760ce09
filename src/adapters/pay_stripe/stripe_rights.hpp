#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "adapters/pay_stripe/stripe_api.hpp"
#include "base/result.hpp"
#include "base/timestamp.hpp"

namespace aan::pay_stripe {

/// A right that a restricted key needs and does not have.
struct LackingRight {
  std::string_view what;     ///< what it cannot do: "read disputes"
  std::string_view to_tick;  ///< as the list of rights of a key has it: "Disputes: Read"
  std::string stripes_name;  ///< "rak_dispute_read"; empty where Stripe does not say
};

/// Asks for one of each thing that a sale looks at, and for a refund of a payment that there is
/// not: Stripe looks at the right first, so that no such payment means that it is given, and
/// nothing moves. Whether card pages may be opened is not asked here. Blocking: seconds. Errors:
/// the API's, of the first question that was answered with neither yes nor no.
Result<std::vector<LackingRight>> lacking_rights(const StripeApi& api, Timestamp now);

}  // namespace aan::pay_stripe
