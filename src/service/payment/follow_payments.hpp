#pragma once
#include "ports/store.hpp"
#include "service/payment/confirm_payment.hpp"
#include "service/payment/providers.hpp"

namespace aan::service {

/// No delayed method takes longer by its rules: a payment that is on its way for so long is a case
/// for a person.
inline constexpr Duration kPaymentThroughWithin = Duration::days(30);
/// How long after it was begun a payment that is on its way is asked about.
inline constexpr Duration kPaymentFollowedFor = Duration::days(90);

/// Asks processors about payments that are on their way when the looks of their attempt have ended
/// (`monitor_until`), whatever their order's state: a word that is lost then would leave an order
/// waiting for ever, or keep what was paid a second time, which goes back by itself once it is
/// known. Asks about all of them that were begun within `kPaymentFollowedFor`, some at a time, the
/// oldest first. Returns how many attempts were asked about. Errors: those of the store.
Result<std::int64_t> follow_payments(const Room& room, const Providers& providers,
                                     ConfirmPayment& confirm);

}  // namespace aan::service
