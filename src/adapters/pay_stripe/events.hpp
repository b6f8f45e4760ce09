#pragma once
#include <vector>

#include "adapters/pay_stripe/objects.hpp"
#include "base/result.hpp"
#include "ports/payment_provider.hpp"

namespace aan::pay_stripe {

inline constexpr std::string_view kProviderName = "stripe";

/// Everything that Stripe knows about one attempt now.
struct AttemptState {
  CheckoutSession session;  ///< with its payment, where there is one
  std::vector<StripeRefund> refunds;
  std::vector<StripeDispute> disputes;
};

/// The same as events of the port. The ids of events come from Stripe's own ids and the kind, so
/// that whoever asks again gets the same ones. The movement of money is the PaymentIntent; fees
/// are named by their balance transaction, in whatever currency the balance has. A charge's fee
/// is not known for a delayed method until the money is there; one that is no amount of its
/// currency (a fraction of an ISK) is left out and logged. Inquiries ("warning_...") and
/// appeals ("appeal_...") move no money: an appeal is told beside the lost dispute.
///
/// Stripe writes whole seconds: a moment before `intent.created_at` is raised to it.
/// Errors: corrupt, when the session is not of this attempt or of the other mode (test, live);
/// upstream_malformed, for an amount or a currency that cannot be.
Result<std::vector<ports::PaymentEvent>> events_of(const AttemptState& state,
                                                   const payment::PaymentIntent& intent,
                                                   bool is_live);

}  // namespace aan::pay_stripe
