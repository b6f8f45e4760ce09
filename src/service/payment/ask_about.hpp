#pragma once
#include <span>

#include "service/payment/confirm_payment.hpp"
#include "service/payment/providers.hpp"

namespace aan::service {

/// Asks the processors of attempts how they stand, and takes what they tell in. One that does not
/// answer is logged, and asked by whoever calls the next time.
void ask_about(const Providers& providers, ConfirmPayment& confirm,
               std::span<const payment::PaymentIntent> attempts);

}  // namespace aan::service
