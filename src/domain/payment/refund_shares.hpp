#pragma once
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "domain/payment/order_sums.hpp"

namespace aan::payment {

/// A part of what is to go back, and the payment that it goes back from.
struct RefundShare {
  Payment payment;
  Money amount;
};

/// Whether a provider can give money back.
using CanRefund = std::function<bool(std::string_view provider)>;

/// Whether what a refund has failed to give back once is tried again.
enum class AfterFailure : std::uint8_t { again, never };

/// Takes `amount` from the order's payments, the newest first, no more from each than is
/// `refundable`, and from none whose provider cannot. The shares sum to less than `amount` when
/// there is no more.
std::vector<RefundShare> share_out(const OrderFacts& facts, const Money& amount,
                                   const CanRefund& can_refund,
                                   AfterFailure after_failure = AfterFailure::again);

/// All that `share_out` could take.
Money refundable_in_all(const OrderFacts& facts, const CanRefund& can_refund);

}  // namespace aan::payment
