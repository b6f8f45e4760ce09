#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/webhook/delivery.hpp"

namespace aan::ports {

/// How many deliveries of an endpoint there are.
struct WebhookDepth {
  webhook::EndpointId id;
  std::string name;
  std::int64_t waiting = 0;
  std::int64_t dead = 0;
};

/// Numbers of events.
struct EventNumbers {
  std::int64_t first = 1;  ///< of the oldest event that is kept; else one more than the last
  std::int64_t last = 0;   ///< the newest that was ever given; 0: none
};

struct DeliveryQuery {
  webhook::EndpointId endpoint;
  std::optional<webhook::DeliveryState> state;  ///< nothing: all
  std::int64_t offset = 0;
  std::int64_t limit = 50;  ///< 1 to 500
};
struct DeliveryPage {
  std::vector<webhook::Delivery> deliveries;  ///< newest first
  std::int64_t total = 0;
};

/// Programs that are told of events, and what is on its way to them. Errors: unavailable, corrupt,
/// internal, and those named.
class WebhookStore {
 public:
  virtual ~WebhookStore() = default;
  /// By name; those that ended come last.
  virtual Result<std::vector<webhook::Endpoint>> endpoints() const = 0;
  virtual Result<std::optional<webhook::Endpoint>> find_endpoint(std::string_view name) const = 0;
  virtual Result<std::optional<webhook::Endpoint>> find_endpoint(
      const webhook::EndpointId& id) const = 0;
  virtual Result<DeliveryPage> deliveries(const DeliveryQuery& query) const = 0;
  /// Of every endpoint that has not ended.
  virtual Result<std::vector<WebhookDepth>> depths() const = 0;
  /// Endpoints for which `claim` would find a delivery now. Looking is cheap, a claim is a write.
  virtual Result<std::vector<webhook::EndpointId>> due(Timestamp now) const = 0;
  /// Events that have no number yet, the oldest first, at most `limit`.
  virtual Result<std::vector<webhook::EventId>> unnumbered(std::int64_t limit) const = 0;
  /// Events with a higher number, in their order, at most `limit`.
  virtual Result<std::vector<webhook::NumberedEvent>> events_after(std::int64_t number,
                                                                   std::int64_t limit) const = 0;
  /// Which numbers there are: those before `first` are forgotten, or were never given.
  virtual Result<EventNumbers> event_numbers() const = 0;

  /// Errors: conflict "webhook_taken" when an endpoint has that name, or had it.
  virtual Result<> add_endpoint(const webhook::Endpoint& endpoint) = 0;
  /// Address, kinds of events, secrets and health. One that ended stays as it is.
  virtual Result<> change_endpoint(const webhook::Endpoint& endpoint) = 0;
  /// Health alone, of a sender that saw `before`: false, and nothing changed, when the failures
  /// that stand are other ones.
  virtual Result<bool> change_health(const webhook::EndpointId& id, const webhook::Health& before,
                                     const webhook::Health& after) = 0;
  /// From now on it is told nothing; what waits for it is dead. Says whether it had not ended.
  virtual Result<bool> end_endpoint(const webhook::EndpointId& id, Timestamp now) = 0;

  virtual Result<> add_event(const webhook::Event& event) = 0;
  /// Gives the event the next number. One that has a number keeps it.
  virtual Result<> number_event(const webhook::EventId& id) = 0;
  /// The same event for the same endpoint again is dropped. One delivery beyond `waiting_max` that
  /// wait for the endpoint is dead from the start.
  virtual Result<> add_delivery(const webhook::Delivery& delivery, std::int64_t waiting_max) = 0;

  /// Takes the delivery of that endpoint that is due longest and that nobody holds, until
  /// `lease_until`; attempts + 1. Nothing while the endpoint rests, or when it has ended.
  virtual Result<std::optional<webhook::Delivery>> claim(const webhook::EndpointId& endpoint,
                                                         Timestamp now, Timestamp lease_until) = 0;
  /// The end of a claim, for whoever holds it: state, due_at, status and error of `after`. Errors:
  /// conflict "lease_lost" when it passed on to somebody else, or is not waiting any more.
  virtual Result<> end_claim(const webhook::Delivery& held, const webhook::Delivery& after) = 0;

  /// Everything that waits for it, but for what is held, is due now; returns how many.
  virtual Result<std::int64_t> hasten(const webhook::EndpointId& endpoint, Timestamp now) = 0;
  /// Gives up what waits since before, but for what is held; returns how many.
  virtual Result<std::int64_t> give_up(const webhook::EndpointId& endpoint,
                                       Timestamp created_before, std::string_view error,
                                       Timestamp now) = 0;
  /// Sends a delivery that came to an end once more, as if it had never been tried; says whether
  /// there was one of that endpoint.
  virtual Result<bool> revive(const webhook::EndpointId& endpoint, const webhook::DeliveryId& id,
                              Timestamp now) = 0;
  /// The same of all that are dead, the oldest first, at most `limit`; returns how many.
  virtual Result<std::int64_t> revive_dead(const webhook::EndpointId& endpoint, Timestamp now,
                                           std::int64_t limit) = 0;
  /// Forgets deliveries that ended before, and events that have none; at most `limit` of each.
  /// Returns how many rows went.
  virtual Result<std::int64_t> purge(Timestamp before, std::int64_t limit) = 0;
};

}  // namespace aan::ports
