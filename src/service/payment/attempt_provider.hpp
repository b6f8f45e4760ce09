#pragma once
#include <optional>

#include "service/payment/providers.hpp"
#include "service/room.hpp"

namespace aan::service {

/// An order, and the processor that its attempts of one name are with.
struct AttemptProvider {
  std::optional<sales::Order> order;           ///< nothing: it was forgotten
  ports::PaymentProvider* provider = nullptr;  ///< `Providers::find_for`
  /// Nobody is there, and none is missed: it was a test, or play money.
  [[nodiscard]] bool is_left_of_test() const {
    return provider == nullptr && order && order->is_sandbox;
  }
};

/// Read in a snapshot of its own. Errors: those of the store.
Result<AttemptProvider> provider_of(const Room& room, const Providers& providers,
                                    const sales::OrderId& order, std::string_view provider);

}  // namespace aan::service
