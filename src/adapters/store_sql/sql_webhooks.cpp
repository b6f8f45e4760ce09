#include "adapters/store_sql/sql_webhooks.hpp"

#include <algorithm>

#include "adapters/store_sql/engine/rows.hpp"
#include "base/text.hpp"

#define AAN_DELIVERY_COLUMNS                                                                   \
  "d.id, d.endpoint_id, d.state, d.attempts, d.created_at, d.tried_since, d.due_at, "          \
  "d.lease_until, d.last_status, d.last_error, d.ended_at, e.id, e.kind, e.subject, e.label, " \
  "e.part, e.event_amount, e.event_asset, e.is_test, e.at "

namespace aan::store_sql {

using webhook::Delivery;

namespace {

constexpr std::int64_t kRowsMax = 10'000;
constexpr std::int64_t kPageMax = 500;
constexpr std::size_t kErrorBytesMax = 200;

Delivery delivery_of(Rows& rows) {
  Delivery it;
  it.id = rows.id<webhook::DeliveryId>();
  it.endpoint_id = rows.id<webhook::EndpointId>();
  it.state = rows.named(webhook::parse_delivery_state);
  it.attempts = rows.number();
  it.created_at = rows.time();
  it.tried_since = rows.maybe_time();
  it.due_at = rows.time();
  it.lease_until = rows.time();
  it.last_status = rows.number();
  it.last_error = rows.text();
  it.ended_at = rows.maybe_time();
  it.event.id = rows.id<webhook::EventId>();
  it.event.kind = rows.named(webhook::parse_event_kind);
  it.event.subject = rows.text();
  it.event.label = rows.text();
  it.event.part = rows.text();
  it.event.amount = rows.maybe_money();
  it.event.is_test = rows.flag();
  it.event.at = rows.time();
  return it;
}

std::int64_t within(std::int64_t limit) { return std::clamp<std::int64_t>(limit, 1, kRowsMax); }

}  // namespace

Result<ports::DeliveryPage> SqlWebhooks::deliveries(const ports::DeliveryQuery& query) const {
  return db_.attempt("store.deliveries", [&]() -> Result<ports::DeliveryPage> {
    ports::DeliveryPage page;
    const std::string_view state = query.state ? name_of(*query.state) : "";
    {
      Rows rows(db_,
                "SELECT COUNT(*) FROM webhook_delivery WHERE endpoint_id = :endpoint AND "
                "(:any_state = '' OR state = :state) LIMIT 1",
                {query.endpoint, state, state});
      page.total = rows.only().number();
    }
    Rows rows(db_,
              "SELECT " AAN_DELIVERY_COLUMNS
              "FROM webhook_delivery d JOIN webhook_event e ON e.id = d.event_id "
              "WHERE d.endpoint_id = :endpoint AND (:any_state = '' OR d.state = :state) "
              "ORDER BY d.created_at DESC, d.id DESC LIMIT :limit OFFSET :offset",
              {query.endpoint, state, state, std::clamp<std::int64_t>(query.limit, 1, kPageMax),
               std::max<std::int64_t>(query.offset, 0)});
    while (rows.next()) page.deliveries.push_back(delivery_of(rows));
    return page;
  });
}

Result<std::vector<ports::WebhookDepth>> SqlWebhooks::depths() const {
  using Depths = std::vector<ports::WebhookDepth>;
  return db_.attempt("store.webhook_depths", [&]() -> Result<Depths> {
    Depths depths;
    Rows rows(db_,
              "SELECT p.id, p.name, (SELECT COUNT(*) FROM webhook_delivery d WHERE "
              "d.endpoint_id = p.id AND d.state = 'waiting'), (SELECT COUNT(*) FROM "
              "webhook_delivery d WHERE d.endpoint_id = p.id AND d.state = 'dead') "
              "FROM webhook_endpoint p WHERE p.ended_at IS NULL ORDER BY p.name LIMIT :limit",
              {kPageMax});
    while (rows.next()) {
      ports::WebhookDepth& depth = depths.emplace_back();
      depth.id = rows.id<webhook::EndpointId>();
      depth.name = rows.text();
      depth.waiting = rows.number();
      depth.dead = rows.number();
    }
    return depths;
  });
}

Result<std::vector<webhook::EndpointId>> SqlWebhooks::due(Timestamp now) const {
  using Ids = std::vector<webhook::EndpointId>;
  return db_.attempt("store.webhooks_due", [&]() -> Result<Ids> {
    Ids ids;
    Rows rows(db_,
              "SELECT p.id FROM webhook_endpoint p WHERE p.ended_at IS NULL AND p.rests_until <= "
              ":now AND EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.endpoint_id = p.id AND "
              "d.state = 'waiting' AND d.due_at <= :due AND d.lease_until <= :free) "
              "ORDER BY p.id LIMIT :limit",
              {now, now, now, kPageMax});
    while (rows.next()) ids.push_back(rows.id<webhook::EndpointId>());
    return ids;
  });
}

Result<> SqlWebhooks::add_event(const webhook::Event& it) {
  return db_.attempt("store.add_webhook_event", [&]() -> Result<> {
    const std::optional<std::int64_t> amount =
        it.amount ? std::optional(it.amount->amount) : std::nullopt;
    const std::optional<std::string_view> asset =
        it.amount ? std::optional(it.amount->asset.code()) : std::nullopt;
    db_.run(
        "INSERT INTO webhook_event (id, kind, subject, label, part, event_amount, event_asset, "
        "is_test, at) VALUES (:id, :kind, :subject, :label, :part, :amount, :asset, :is_test, :at)",
        {it.id, name_of(it.kind), it.subject, it.label, it.part, amount, asset, it.is_test, it.at});
    return {};
  });
}

Result<> SqlWebhooks::add_delivery(const Delivery& it, std::int64_t waiting_max) {
  return db_.attempt("store.add_delivery", [&]() -> Result<> {
    bool is_full = false;
    {
      Rows rows(db_,
                "SELECT 1 FROM webhook_delivery WHERE endpoint_id = :endpoint AND state = "
                "'waiting' ORDER BY due_at LIMIT 1 OFFSET :offset",
                {it.endpoint_id, std::max<std::int64_t>(waiting_max, 1) - 1});
      is_full = rows.next();
    }
    const std::optional<Timestamp> ended = is_full ? std::optional(it.created_at) : std::nullopt;
    db_.run(
        "INSERT INTO webhook_delivery (id, endpoint_id, event_id, state, attempts, created_at, "
        "tried_since, due_at, lease_until, last_status, last_error, ended_at) VALUES (:id, "
        ":endpoint, :event, :state, 0, :created_at, NULL, :due_at, 0, 0, :error, :ended_at) "
        "ON CONFLICT (event_id, endpoint_id) DO NOTHING",
        {it.id, it.endpoint_id, it.event.id, is_full ? "dead" : "waiting", it.created_at, it.due_at,
         is_full ? "too many waited" : "", ended});
    return {};
  });
}

Result<std::optional<Delivery>> SqlWebhooks::claim(const webhook::EndpointId& endpoint,
                                                   Timestamp now, Timestamp lease_until) {
  using Maybe = std::optional<Delivery>;
  return db_.attempt("store.claim_delivery", [&]() -> Result<Maybe> {
    std::string id;
    {
      Rows rows(db_,
                "UPDATE webhook_delivery SET lease_until = :lease_until, attempts = attempts + 1, "
                "tried_since = COALESCE(tried_since, :tried) WHERE id = (SELECT d.id FROM "
                "webhook_delivery d JOIN webhook_endpoint p ON p.id = d.endpoint_id WHERE "
                "d.endpoint_id = :endpoint AND d.state = 'waiting' AND d.due_at <= :due AND "
                "d.lease_until <= :free AND p.ended_at IS NULL AND p.rests_until <= :rested "
                "ORDER BY d.due_at, d.id LIMIT 1) RETURNING id",
                {lease_until, now, endpoint, now, now, now});
      if (!rows.next()) return Maybe{};
      id = rows.text();
    }
    Rows rows(db_,
              "SELECT " AAN_DELIVERY_COLUMNS
              "FROM webhook_delivery d JOIN webhook_event e ON e.id = d.event_id WHERE d.id = :id "
              "LIMIT 1",
              {id});
    return delivery_of(rows.only());
  });
}

Result<> SqlWebhooks::end_claim(const Delivery& held, const Delivery& after) {
  return db_.attempt("store.end_delivery", [&]() -> Result<> {
    if (db_.run("UPDATE webhook_delivery SET state = :state, due_at = :due_at, lease_until = 0, "
                "last_status = :last_status, last_error = :last_error, ended_at = :ended_at "
                "WHERE id = :id AND state = 'waiting' AND lease_until = :lease_until",
                {name_of(after.state), after.due_at, after.last_status,
                 utf8_prefix(after.last_error, kErrorBytesMax), after.ended_at, held.id,
                 held.lease_until}) == 1)
      return {};
    return fail(Errc::conflict, "store.end_delivery", "the lease of " + held.id.value + " was lost",
                "Somebody else has this in hand.", "lease_lost");
  });
}

Result<std::int64_t> SqlWebhooks::hasten(const webhook::EndpointId& endpoint, Timestamp now) {
  return db_.attempt("store.hasten_deliveries", [&]() -> Result<std::int64_t> {
    return db_.run(
        "UPDATE webhook_delivery SET due_at = :now WHERE endpoint_id = :endpoint AND state = "
        "'waiting' AND due_at > :after AND lease_until <= :free",
        {now, endpoint, now, now});
  });
}

Result<std::int64_t> SqlWebhooks::give_up(const webhook::EndpointId& endpoint,
                                          Timestamp created_before, std::string_view error,
                                          Timestamp now) {
  return db_.attempt("store.give_up_deliveries", [&]() -> Result<std::int64_t> {
    return db_.run(
        "UPDATE webhook_delivery SET state = 'dead', lease_until = 0, last_error = :error, "
        "ended_at = :now WHERE endpoint_id = :endpoint AND state = 'waiting' AND created_at < "
        ":before AND lease_until <= :free",
        {utf8_prefix(error, kErrorBytesMax), now, endpoint, created_before, now});
  });
}

Result<bool> SqlWebhooks::revive(const webhook::EndpointId& endpoint, const webhook::DeliveryId& id,
                                 Timestamp now) {
  return db_.attempt("store.revive_delivery", [&]() -> Result<bool> {
    return db_.run(
               "UPDATE webhook_delivery SET state = 'waiting', attempts = 0, tried_since = NULL, "
               "due_at = :now, ended_at = NULL WHERE id = :id AND endpoint_id = :endpoint "
               "AND state <> 'waiting'",
               {now, id, endpoint}) == 1;
  });
}

Result<std::int64_t> SqlWebhooks::revive_dead(const webhook::EndpointId& endpoint, Timestamp now,
                                              std::int64_t limit) {
  return db_.attempt("store.revive_dead_deliveries", [&]() -> Result<std::int64_t> {
    return db_.run(
        "UPDATE webhook_delivery SET state = 'waiting', attempts = 0, tried_since = NULL, "
        "due_at = :now, ended_at = NULL WHERE id IN (SELECT id FROM webhook_delivery WHERE "
        "endpoint_id = :endpoint AND state = 'dead' ORDER BY created_at LIMIT :limit)",
        {now, endpoint, within(limit)});
  });
}

Result<std::int64_t> SqlWebhooks::purge(Timestamp before, std::int64_t limit) {
  return db_.attempt("store.purge_webhooks", [&]() -> Result<std::int64_t> {
    const std::int64_t deliveries = db_.run(
        "DELETE FROM webhook_delivery WHERE id IN (SELECT id FROM webhook_delivery WHERE "
        "ended_at IS NOT NULL AND ended_at < :before ORDER BY ended_at LIMIT :limit)",
        {before, within(limit)});
    return deliveries +
           db_.run(
               "DELETE FROM webhook_event WHERE id IN (SELECT e.id FROM webhook_event e WHERE "
               "e.at < :before AND NOT EXISTS (SELECT 1 FROM webhook_delivery d WHERE "
               "d.event_id = e.id) ORDER BY e.at LIMIT :limit)",
               {before, within(limit)});
  });
}

}  // namespace aan::store_sql
