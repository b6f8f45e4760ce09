#pragma once
#include <span>

#include "service/payment/confirm_payment.hpp"
#include "service/payment/providers.hpp"

namespace aan::service {

/// Asks the processors of attempts (`provider_of`) how they stand, and takes what they tell in. One
/// that does not answer is logged, and asked by whoever calls the next time. So is an attempt whose
/// order cannot be read any more: it keeps no other from being asked about. Errors: those of the
/// store.
Result<> ask_about(const Room& room, const Providers& providers, ConfirmPayment& confirm,
                   std::span<const payment::PaymentIntent> attempts);

}  // namespace aan::service
