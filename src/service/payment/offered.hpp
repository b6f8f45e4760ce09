#pragma once
#include <vector>

#include "service/payment/providers.hpp"

// A processor that is switched off is still one of the `Providers`: what was begun by it goes on,
// its messages are read, its refunds go back. It names no method that a buyer could choose.
namespace aan::service {

[[nodiscard]] bool is_offered(const ports::PaymentProvider& provider);

/// Those that a new payment may be begun by, while they do not rest.
[[nodiscard]] std::vector<ports::PaymentProvider*> offered(const Providers& providers);

}  // namespace aan::service
