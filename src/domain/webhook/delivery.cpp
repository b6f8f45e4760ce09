#include "domain/webhook/delivery.hpp"

namespace aan::webhook {

std::string_view name_of(DeliveryState state) {
  switch (state) {
    case DeliveryState::waiting: return "waiting";
    case DeliveryState::done: return "done";
    case DeliveryState::dead: return "dead";
  }
  return "";
}

std::optional<DeliveryState> parse_delivery_state(std::string_view name) {
  for (const DeliveryState state :
       {DeliveryState::waiting, DeliveryState::done, DeliveryState::dead})
    if (name_of(state) == name) return state;
  return std::nullopt;
}

}  // namespace aan::webhook
