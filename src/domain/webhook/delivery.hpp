#pragma once
#include "domain/webhook/endpoint.hpp"

namespace aan::webhook {

using DeliveryId = Id<struct DeliveryTag>;

/// So many wait for one endpoint; beyond, deliveries are dead from the start, and can be given
/// back.
inline constexpr std::int64_t kWaitingMax = 10'000;
/// Deliveries that came to an end, and events without any, are forgotten after so long.
inline constexpr Duration kDeliveriesKeptFor = Duration::days(30);

enum class DeliveryState : std::uint8_t {
  waiting,  ///< will be tried, or is being tried
  done,     ///< the endpoint answered with a status from 200 to 299
  dead,     ///< given up: a person may give it back
};
std::string_view name_of(DeliveryState state);
std::optional<DeliveryState> parse_delivery_state(std::string_view name);

/// One event on its way to one endpoint.
struct Delivery {
  DeliveryId id;
  EndpointId endpoint_id;
  Event event;
  DeliveryState state = DeliveryState::waiting;
  std::int64_t attempts = 0;
  Timestamp created_at;
  std::optional<Timestamp> tried_since;  ///< the first attempt
  Timestamp due_at;
  /// Of the claim that gave it out. No two claims of a delivery have the same: it names the holder.
  Timestamp lease_until;
  std::int64_t last_status = 0;  ///< of the newest answer; 0: there was none
  std::string last_error;        ///< machine words, never what the other side wrote
  std::optional<Timestamp> ended_at;
};

}  // namespace aan::webhook
