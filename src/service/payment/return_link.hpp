#pragma once
#include <string>
#include <string_view>

#include "service/payment/confirm_payment.hpp"
#include "service/payment/providers.hpp"
#include "service/payment/return_pace.hpp"
#include "service/sale/order_link.hpp"

namespace aan::service {

/// So long after an attempt began its way back opens the order to whoever follows it.
inline constexpr Duration kReturnLeadsFor = Duration::hours(1);

/// "/return/..." for one attempt: where a processor sends its buyer back to, paid or not. Signed,
/// so nobody makes one up; the same as long as the key is in use. Processors keep it in their
/// books, so it is not the secret link of the order and stops leading there.
std::string return_path(const crypto::KeyRing& keys, const payment::IntentId& intent);

/// What comes back from a processor.
struct Return {
  OrderLink order;
  /// The buyer's own way: within the hour, or while nothing has been delivered for the order and
  /// the attempt is looked after. Otherwise only a browser that is known may be led on.
  bool leads = false;
};

/// Reads the last part of a return path and asks the processor, at its pace, how the attempt
/// stands, so that who comes back paid finds the books. What the processor does not answer now is
/// found later. Idempotent. Errors: not_found (not one of ours), gone "order_gone".
Result<Return> come_back(const Room& room, const Providers& providers, ConfirmPayment& confirm,
                         ReturnPace& pace, std::string_view signed_intent);

}  // namespace aan::service
