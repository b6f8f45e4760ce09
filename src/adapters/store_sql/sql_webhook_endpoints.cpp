#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/sql_webhooks.hpp"
#include "base/codec.hpp"

#define AAN_ENDPOINT_COLUMNS                                                                   \
  "SELECT id, name, url, events, secret_sealed, previous_sealed, previous_until, created_by, " \
  "created_at, ended_at, failures, failing_since, rests_until, last_error, ok_at "             \
  "FROM webhook_endpoint "

namespace aan::store_sql {

using webhook::Endpoint;
using Endpoints = std::vector<Endpoint>;
using MaybeEndpoint = std::optional<Endpoint>;

namespace {

Endpoint endpoint_of(Rows& rows) {
  Endpoint it;
  it.id = rows.id<webhook::EndpointId>();
  it.name = rows.text();
  it.url = rows.text();
  // A kind that this program does not know is not told of.
  if (auto kinds = webhook::parse_event_kinds(rows.text())) it.events = *std::move(kinds);
  it.secret_sealed = rows.sealed();
  it.previous_sealed = rows.sealed();
  it.previous_until = rows.maybe_time();
  it.created_by = rows.text();
  it.created_at = rows.time();
  it.ended_at = rows.maybe_time();
  it.health.failures = rows.number();
  it.health.failing_since = rows.maybe_time();
  it.health.rests_until = rows.time();
  it.health.last_error = rows.text();
  it.health.ok_at = rows.maybe_time();
  return it;
}

MaybeEndpoint one_of(Rows& rows) {
  if (!rows.next()) return std::nullopt;
  return endpoint_of(rows);
}

}  // namespace

Result<Endpoints> SqlWebhooks::endpoints() const {
  return db_.attempt("store.endpoints", [&]() -> Result<Endpoints> {
    constexpr std::int64_t kListedMax = 500;
    Endpoints all;
    Rows rows(db_,
              AAN_ENDPOINT_COLUMNS
              "ORDER BY CASE WHEN ended_at IS NULL THEN 0 ELSE 1 END, name LIMIT :limit",
              {kListedMax});
    while (rows.next()) all.push_back(endpoint_of(rows));
    return all;
  });
}

Result<MaybeEndpoint> SqlWebhooks::find_endpoint(std::string_view name) const {
  return db_.attempt("store.find_endpoint", [&]() -> Result<MaybeEndpoint> {
    Rows rows(db_, AAN_ENDPOINT_COLUMNS "WHERE name = :name LIMIT 1", {name});
    return one_of(rows);
  });
}

Result<MaybeEndpoint> SqlWebhooks::find_endpoint(const webhook::EndpointId& id) const {
  return db_.attempt("store.find_endpoint_by_id", [&]() -> Result<MaybeEndpoint> {
    Rows rows(db_, AAN_ENDPOINT_COLUMNS "WHERE id = :id LIMIT 1", {id});
    return one_of(rows);
  });
}

Result<> SqlWebhooks::add_endpoint(const Endpoint& it) {
  return db_.attempt("store.add_endpoint", [&]() -> Result<> {
    const std::string secret = base64url(it.secret_sealed);
    const std::string previous = base64url(it.previous_sealed);
    const std::string events = webhook::text_of(it.events);
    const std::int64_t added = db_.run(
        "INSERT INTO webhook_endpoint (id, name, url, events, secret_sealed, previous_sealed, "
        "previous_until, created_by, created_at, ended_at, failures, failing_since, rests_until, "
        "last_error, ok_at) VALUES (:id, :name, :url, :events, :secret, :previous, "
        ":previous_until, :created_by, :created_at, NULL, :failures, :failing_since, "
        ":rests_until, :last_error, :ok_at) ON CONFLICT DO NOTHING",
        {it.id, it.name, it.url, events, secret, previous, it.previous_until, it.created_by,
         it.created_at, it.health.failures, it.health.failing_since, it.health.rests_until,
         it.health.last_error, it.health.ok_at});
    if (added == 1) return {};
    return refuse(Errc::conflict, "store.add_endpoint",
                  "A webhook has that name already, or had it.", "webhook_taken");
  });
}

Result<> SqlWebhooks::change_endpoint(const Endpoint& it) {
  return db_.attempt("store.change_endpoint", [&]() -> Result<> {
    const std::string secret = base64url(it.secret_sealed);
    const std::string previous = base64url(it.previous_sealed);
    const std::string events = webhook::text_of(it.events);
    db_.run(
        "UPDATE webhook_endpoint SET url = :url, events = :events, secret_sealed = :secret, "
        "previous_sealed = :previous, previous_until = :previous_until, failures = :failures, "
        "failing_since = :failing_since, rests_until = :rests_until, last_error = :last_error, "
        "ok_at = :ok_at WHERE id = :id AND ended_at IS NULL",
        {it.url, events, secret, previous, it.previous_until, it.health.failures,
         it.health.failing_since, it.health.rests_until, it.health.last_error, it.health.ok_at,
         it.id});
    return {};
  });
}

Result<bool> SqlWebhooks::change_health(const webhook::EndpointId& id,
                                        const webhook::Health& before,
                                        const webhook::Health& after) {
  return db_.attempt("store.endpoint_health", [&]() -> Result<bool> {
    return db_.run(
               "UPDATE webhook_endpoint SET failures = :failures, failing_since = :failing_since, "
               "rests_until = :rests_until, last_error = :last_error, ok_at = :ok_at "
               "WHERE id = :id AND failures = :before",
               {after.failures, after.failing_since, after.rests_until, after.last_error,
                after.ok_at, id, before.failures}) == 1;
  });
}

Result<bool> SqlWebhooks::end_endpoint(const webhook::EndpointId& id, Timestamp now) {
  return db_.attempt("store.end_endpoint", [&]() -> Result<bool> {
    if (db_.run("UPDATE webhook_endpoint SET ended_at = :now WHERE id = :id AND ended_at IS NULL",
                {now, id}) != 1)
      return false;
    db_.run(
        "UPDATE webhook_delivery SET state = 'dead', lease_until = 0, ended_at = :now, "
        "last_error = 'the webhook was ended' WHERE endpoint_id = :id AND state = 'waiting'",
        {now, id});
    return true;
  });
}

}  // namespace aan::store_sql
