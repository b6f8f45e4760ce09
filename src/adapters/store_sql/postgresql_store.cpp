#include "adapters/store_sql/postgresql_store.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "adapters/store_sql/engine/migrations.hpp"
#include "adapters/store_sql/engine/open.hpp"
#include "adapters/store_sql/store_copy.hpp"
#include "base/crash_point.hpp"
#include "base/log.hpp"

namespace aan::store_sql {
namespace {

Result<> script(Connection& connection, std::string_view step, const char* text) {
  return connection.attempt(step, [&]() -> Result<> {
    connection.script(text);
    return {};
  });
}

// Losers wait a little, each its own while, so that they do not meet again.
void back_off(int attempt) {
  const auto own = std::hash<std::thread::id>{}(std::this_thread::get_id());
  const std::size_t ceiling_us = std::size_t{500} << std::min(attempt, 6);
  std::this_thread::sleep_for(
      std::chrono::microseconds(own * static_cast<std::size_t>(attempt) % ceiling_us));
}

}  // namespace

Result<std::unique_ptr<ports::Store>> PostgresqlStore::open(const SqlStoreOptions& options,
                                                            const Clock& clock) {
  std::unique_ptr<Connection> connection = AAN_TRY(open_postgresql(options.database_url, clock));
  if (options.may_migrate) {
    AAN_TRY(migrate(*connection));
    AAN_TRY(found_shop(*connection, options.site));
  } else {
    AAN_TRY(require_current(AAN_TRY(schema_status(*connection))));
  }
  Identity identity = AAN_TRY(read_identity(*connection));
  return std::make_unique<PostgresqlStore>(options, clock, std::move(identity));
}

PostgresqlStore::PostgresqlStore(const SqlStoreOptions& options, const Clock& clock,
                                 Identity identity)
    : site_(std::move(identity.site)),
      epoch_(identity.epoch),
      desks_(std::max<std::size_t>(options.readers, 1),
             [url = options.database_url, &clock] { return open_postgresql(url, clock); }) {}

Result<> PostgresqlStore::read(const Look& look) const {
  DeskPool::Loan desk = AAN_TRY(begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
  Result<> seen = run_look(*desk, look);
  desk->connection().roll_back();
  return seen;
}

Result<> PostgresqlStore::copy_out(const TakeLine& take) const {
  DeskPool::Loan desk = AAN_TRY(begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
  Result<> copied = store_sql::copy_out(desk->connection(), take);
  desk->connection().forgive();
  desk->connection().roll_back();
  return copied;
}

Result<> PostgresqlStore::write(const char* name, const Work& work) {
  const std::shared_lock lock(epoch_mutex_);
  return transact(name, [&](Desk& desk) -> Result<> {
    AAN_TRY(require_epoch(desk.connection(), epoch_));
    return run_unit(desk, work);
  });
}

Result<std::int64_t> PostgresqlStore::raise_epoch() {
  const std::unique_lock lock(epoch_mutex_);
  std::int64_t epoch = 0;
  AAN_TRY(transact("raise_epoch", [&](Desk& desk) -> Result<> {
    epoch = AAN_TRY(raise_stored_epoch(desk.connection()));
    return {};
  }));
  epoch_ = epoch;
  log::info("store.epoch", {{"epoch", epoch}});
  return epoch;
}

Result<> PostgresqlStore::check_authority() const {
  const std::shared_lock lock(epoch_mutex_);
  DeskPool::Loan desk = AAN_TRY(begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"));
  Result<> held = require_epoch(desk->connection(), epoch_);
  desk->connection().forgive();
  desk->connection().roll_back();
  return held;
}

Result<> PostgresqlStore::transact(const char* name, const std::function<Result<>(Desk&)>& body) {
  for (int attempt = 1; attempt <= kAttemptsMax; ++attempt) {
    {
      DeskPool::Loan desk = AAN_TRY(begin("BEGIN ISOLATION LEVEL SERIALIZABLE"));
      Connection& connection = desk->connection();
      Result<> done = try_once(*desk, body);
      if (done) return done;
      const bool may_retry = connection.may_retry();
      connection.forgive();
      connection.roll_back();
      if (!may_retry) return done;
    }
    back_off(attempt);
  }
  log::warn("store.busy", {{"unit", name}, {"attempts", kAttemptsMax}});
  Error busy{Errc::unavailable,
             "store.write",
             "lost against other transactions every time",
             "The shop is very busy. Please try again.",
             1,
             {}};
  return std::unexpected(std::move(busy));
}

Result<DeskPool::Loan> PostgresqlStore::begin(const char* text) const {
  for (;;) {
    DeskPool::Loan desk = AAN_TRY(desks_.borrow());
    const bool is_fresh = desk->is_fresh();
    Result<> began = script(desk->connection(), "store.begin", text);
    if (began) return desk;
    // A dead connection is dropped when its loan ends, so this comes to a fresh one.
    if (is_fresh || desk->connection().is_alive()) return std::unexpected(std::move(began).error());
  }
}

Result<> PostgresqlStore::try_once(Desk& desk, const std::function<Result<>(Desk&)>& body) {
  Connection& connection = desk.connection();
  AAN_TRY(body(desk));
  AAN_CRASH_POINT("store.commit.before");
  // A connection lost here leaves it open whether the unit is durable; idempotency keys tell.
  AAN_TRY(script(connection, "store.commit", "COMMIT"));
  AAN_CRASH_POINT("store.commit.after");
  return {};
}

}  // namespace aan::store_sql
