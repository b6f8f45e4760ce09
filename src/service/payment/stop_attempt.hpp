#pragma once
#include "domain/payment/payment_intent.hpp"
#include "service/room.hpp"

namespace aan::service {

/// Gives an attempt to pay up: marks it, and queues that its provider is told to take no money for
/// it any more. Money may still come, and is kept. Idempotent.
Result<> stop_attempt(const Room& room, ports::UnitOfWork& unit,
                      const payment::PaymentIntent& intent, Timestamp now);

}  // namespace aan::service
