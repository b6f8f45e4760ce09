#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace aan::sales {

/// Where an order stands. Derived from facts, stored with every change, moved only along
/// `order_transitions()`. Refunds are facts of their own; `refunded` means that all was given back.
enum class OrderState : std::uint8_t {
  open,          ///< frozen, nothing received
  pending,       ///< a payment was seen that is not final
  paid,          ///< covered by settled payments, not yet delivered
  fulfilled,     ///< every line has its entitlement
  cancelled,     ///< given up or expired without payment; a late payment revives it
  refunded,      ///< everything paid was given back
  disputed,      ///< the payer's bank asks the money back
  charged_back,  ///< the dispute was lost
  payment_lost,  ///< a settled payment vanished (reorganised chain, reversed transfer)
};

/// Every state there is.
inline constexpr std::array kOrderStates = {
    OrderState::open,      OrderState::pending,      OrderState::paid,
    OrderState::fulfilled, OrderState::cancelled,    OrderState::refunded,
    OrderState::disputed,  OrderState::charged_back, OrderState::payment_lost};

struct OrderTransition {
  OrderState from;
  OrderState to;
  const char* because;
};

/// The whole machine. Back-edges exist on purpose: money can be undone, and can come late.
std::span<const OrderTransition> order_transitions();
[[nodiscard]] bool is_allowed(OrderState from, OrderState to);

std::string_view name_of(OrderState state);
std::optional<OrderState> parse_order_state(std::string_view name);

}  // namespace aan::sales
