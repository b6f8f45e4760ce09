#pragma once
#include "service/payment/confirm_payment.hpp"
#include "service/payment/providers.hpp"

namespace aan::service {

/// A refund that is under way for longer than this is asked about apart from its attempt, whose
/// looks may have ended.
inline constexpr Duration kRefundFollowedAfter = Duration::days(1);

/// Asks processors about refunds that are still under way, until they are through or have failed,
/// however long ago their attempt was asked about for the last time. Returns how many orders were
/// asked about. A processor that does not answer is asked the next time. Errors: those of the
/// store.
Result<std::int64_t> follow_refunds(const Room& room, const Providers& providers,
                                    ConfirmPayment& confirm);

}  // namespace aan::service
