#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/payment/payment_intent.hpp"

namespace aan::payment {

using RefundId = Id<struct RefundTag>;

/// How far money has come on its way back. A settled refund can still fail, weeks later, when the
/// payer's bank sends it back: then we owe it again.
enum class RefundState : std::uint8_t { requested, processing, settled, failed };
std::string_view name_of(RefundState state);
std::optional<RefundState> parse_refund_state(std::string_view name);

/// Why money goes back.
enum class RefundReason : std::uint8_t {
  owed,       ///< it was paid beyond the price, or for an order that was given up
  requested,  ///< the shop gives back what it had sold
  elsewhere,  ///< somebody made it at the provider
};
std::string_view name_of(RefundReason reason);
std::optional<RefundReason> parse_refund_reason(std::string_view name);

/// One giving back of a payment or a part of it. Those of a payment that did not fail never exceed
/// it together.
struct Refund {
  RefundId id;  ///< also the idempotency key at the provider
  PaymentId payment_id;
  sales::OrderId order_id;
  std::string provider;
  std::string network_ref;  ///< the provider's name for it; empty until it has taken it
  Money amount;
  RefundState state = RefundState::requested;
  RefundReason reason = RefundReason::owed;
  /// Who: "shop" (by itself), "operator", a person of the desk, "provider".
  std::string requested_by;
  Timestamp requested_at;
  Timestamp state_at;  ///< the provider's moment of the word that `state` rests on
};

/// Whether the money has left us: the provider is giving it back, or has.
[[nodiscard]] bool is_moved(RefundState state);

/// What two words about one refund amount to, in whichever order they arrived: settled or failed by
/// the later moment (at the same one, failed), processing only while nothing firmer was said, and
/// the provider's name for it from whichever word has it. Amount and payment are those of `known`.
Refund merged(const Refund& known, const Refund& report);

}  // namespace aan::payment
