#pragma once
#include <span>
#include <string_view>

#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/timestamp.hpp"

namespace aan::pay_stripe {

/// How old, or how far ahead of our clock, a signed message may be.
inline constexpr Duration kSignatureTolerance = Duration::seconds(300);

/// Checks a Stripe-Signature header ("t=SECONDS,v1=HEX[,v1=HEX]") over the raw bytes of a message:
/// HMAC-SHA256 of "SECONDS.BODY" under any of `secrets` (two during a roll). Every v1 is tried in
/// constant time, other schemes are ignored. Errors: unauthenticated, with reason "signature" or,
/// for an authentic message outside the tolerance, "stamp".
Result<> verify_signature(std::string_view header, std::string_view body,
                          std::span<const Secret> secrets, Timestamp now);

}  // namespace aan::pay_stripe
