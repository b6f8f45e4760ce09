#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/webhook_store.hpp"

namespace aan::store_sql {

/// Endpoints, events and deliveries in SQL: endpoints in sql_webhook_endpoints.cpp, what is on its
/// way in sql_webhooks.cpp, what is told in their order in sql_events.cpp.
class SqlWebhooks final : public ports::WebhookStore {
 public:
  explicit SqlWebhooks(Connection& connection) : db_(connection) {}
  Result<std::vector<webhook::Endpoint>> endpoints() const override;
  Result<std::optional<webhook::Endpoint>> find_endpoint(std::string_view name) const override;
  Result<std::optional<webhook::Endpoint>> find_endpoint(
      const webhook::EndpointId& id) const override;
  Result<ports::DeliveryPage> deliveries(const ports::DeliveryQuery& query) const override;
  Result<std::vector<ports::WebhookDepth>> depths() const override;
  Result<std::vector<webhook::EndpointId>> due(Timestamp now) const override;
  Result<std::vector<webhook::EventId>> unnumbered(std::int64_t limit) const override;
  Result<std::vector<webhook::NumberedEvent>> events_after(std::int64_t number,
                                                           std::int64_t limit) const override;
  Result<ports::EventNumbers> event_numbers() const override;

  Result<> add_endpoint(const webhook::Endpoint& endpoint) override;
  Result<> change_endpoint(const webhook::Endpoint& endpoint) override;
  Result<bool> change_health(const webhook::EndpointId& id, const webhook::Health& before,
                             const webhook::Health& after) override;
  Result<bool> end_endpoint(const webhook::EndpointId& id, Timestamp now) override;
  Result<> add_event(const webhook::Event& event) override;
  Result<> number_event(const webhook::EventId& id) override;
  Result<> add_delivery(const webhook::Delivery& delivery, std::int64_t waiting_max) override;
  Result<std::optional<webhook::Delivery>> claim(const webhook::EndpointId& endpoint, Timestamp now,
                                                 Timestamp lease_until) override;
  Result<> end_claim(const webhook::Delivery& held, const webhook::Delivery& after) override;
  Result<std::int64_t> hasten(const webhook::EndpointId& endpoint, Timestamp now) override;
  Result<std::int64_t> give_up(const webhook::EndpointId& endpoint, Timestamp created_before,
                               std::string_view error, Timestamp now) override;
  Result<bool> revive(const webhook::EndpointId& endpoint, const webhook::DeliveryId& id,
                      Timestamp now) override;
  Result<std::int64_t> revive_dead(const webhook::EndpointId& endpoint, Timestamp now,
                                   std::int64_t limit) override;
  Result<std::int64_t> purge(Timestamp before, std::int64_t limit) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
