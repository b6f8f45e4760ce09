#include "adapters/store_sql/engine/migrations.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <string_view>

#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/name_keys.hpp"
#include "adapters/store_sql/name_rows.hpp"
#include "base/codec.hpp"
#include "base/log.hpp"
#include "crypto/hash.hpp"
#include "embedded/store_migrations.hpp"

namespace aan::store_sql {
namespace {

constexpr Sql kHasTableSqlite =
    "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration' LIMIT 1";
constexpr Sql kHasTablePostgresql =
    "SELECT COUNT(*) FROM information_schema.tables "
    "WHERE table_schema = current_schema() AND table_name = 'schema_migration' LIMIT 1";
constexpr Sql kApplied =
    "SELECT version, checksum FROM schema_migration ORDER BY version LIMIT 10000";
constexpr Sql kRemember =
    "INSERT INTO schema_migration (version, name, checksum, applied_at) "
    "VALUES (:version, :name, :checksum, :applied_at)";
constexpr const char* kTable =
    "CREATE TABLE IF NOT EXISTS schema_migration ("
    " version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL,"
    " checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)";
// Two processes that start together migrate one after the other.
constexpr const char* kLockPostgresql = "SELECT pg_advisory_xact_lock(4711420811)";

bool is_for(std::string_view name, Engine engine) {
  if (name.ends_with(".sqlite.sql")) return engine == Engine::sqlite;
  if (name.ends_with(".postgresql.sql")) return engine == Engine::postgresql;
  return true;
}

bool is_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

Result<std::map<std::int64_t, std::string>> applied(Connection& connection) {
  return connection.attempt("store.schema", [&]() -> Result<std::map<std::int64_t, std::string>> {
    std::map<std::int64_t, std::string> found;
    const bool is_sqlite = connection.engine() == Engine::sqlite;
    Rows table(connection, is_sqlite ? kHasTableSqlite : kHasTablePostgresql);
    if (table.only().number() == 0) return found;
    Rows rows(connection, kApplied);
    while (rows.next()) {
      const std::int64_t version = rows.number();
      found[version] = rows.text();
    }
    return found;
  });
}

Result<> apply(Connection& connection, const Migration& step) {
  Result<> done = connection.attempt("store.migrate", [&]() -> Result<> {
    connection.script(step.text.c_str());
    if (step.version == kNameKeysStep) fill_name_keys(connection);
    if (step.version == kKnownByStep) fill_known_by(connection);
    connection.run(kRemember, {step.version, step.name, step.checksum, connection.now()});
    return {};
  });
  if (!done) done.error().detail = step.name + ": " + done.error().detail;
  return done;
}

// All missing steps in the transaction that the caller began.
Result<> apply_missing(Connection& connection, const std::vector<Migration>& steps) {
  const bool is_sqlite = connection.engine() == Engine::sqlite;
  AAN_TRY(connection.attempt("store.migrate", [&]() -> Result<> {
    if (!is_sqlite) connection.script(kLockPostgresql);
    connection.script(is_sqlite ? kTable : with_byte_order(kTable).c_str());
    return {};
  }));
  const auto before = AAN_TRY(applied(connection));
  for (const Migration& step : steps)
    if (!before.contains(step.version)) AAN_TRY(apply(connection, step));
  return connection.attempt("store.migrate", [&]() -> Result<> {
    connection.script("COMMIT");
    return {};
  });
}

}  // namespace

// The one word that differs. Wherever it stands it is the type: names of ours are in lower case.
std::string with_byte_order(std::string_view text) {
  constexpr std::string_view kWord = "TEXT";
  std::string out;
  std::size_t at = 0;
  for (std::size_t found = 0; (found = text.find(kWord, at)) != std::string_view::npos;) {
    const std::size_t end = found + kWord.size();
    out += text.substr(at, end - at);
    const bool is_part =
        (found > 0 && is_of_word(text[found - 1])) || (end < text.size() && is_of_word(text[end]));
    if (!is_part) out += " COLLATE \"C\"";
    at = end;
  }
  return out.append(text.substr(at));
}

std::vector<Migration> migrations_for(Engine engine) {
  std::vector<Migration> steps;
  for (const embedded::File& file : embedded::store_migrations()) {
    if (!is_for(file.name, engine)) continue;
    Migration step;
    std::from_chars(file.name.data(), file.name.data() + file.name.size(), step.version);
    step.name = file.name;
    step.text = engine == Engine::postgresql && !file.name.ends_with(".postgresql.sql")
                    ? with_byte_order(file.bytes)
                    : std::string(file.bytes);
    step.checksum = hex(crypto::sha256(file.bytes));
    steps.push_back(std::move(step));
  }
  std::ranges::sort(steps, {}, &Migration::version);
  return steps;
}

Result<SchemaStatus> schema_status(Connection& connection) {
  const auto stored = AAN_TRY(applied(connection));
  const std::vector<Migration> steps = migrations_for(connection.engine());
  SchemaStatus status;
  status.known = steps.back().version;
  status.stored = stored.empty() ? 0 : stored.rbegin()->first;
  if (stored.empty()) return status;
  status.state = status.stored < status.known ? SchemaState::older : SchemaState::current;
  for (const Migration& step : steps) {
    const auto found = stored.find(step.version);
    const bool is_missing = found == stored.end() && step.version <= status.stored;
    if (is_missing || (found != stored.end() && found->second != step.checksum))
      status.state = SchemaState::altered;
  }
  if (status.stored > status.known) status.state = SchemaState::newer;
  return status;
}

Result<> require_current(const SchemaStatus& status) {
  const std::string numbers = "The database is at schema " + std::to_string(status.stored) +
                              ", this program knows " + std::to_string(status.known) + ". ";
  switch (status.state) {
    case SchemaState::current: return {};
    case SchemaState::absent:
      return refuse(Errc::not_found, "store.open", "There is no shop here yet. Run `aan init`.");
    case SchemaState::older:
      return refuse(Errc::conflict, "store.open",
                    numbers + "Start the server once, it brings the database up to date.", "older");
    case SchemaState::newer:
      return refuse(Errc::conflict, "store.open",
                    numbers + "A later program wrote it; use that one, or restore a backup.",
                    "newer");
    case SchemaState::altered:
      return refuse(Errc::conflict, "store.open",
                    numbers + "Its steps are not those of this program; restore a backup.",
                    "altered");
  }
  return {};
}

Result<> migrate(Connection& connection) {
  AAN_TRY(migrate_to(connection, std::numeric_limits<std::int64_t>::max()));
  return require_current(AAN_TRY(schema_status(connection)));
}

Result<> migrate_to(Connection& connection, std::int64_t version) {
  const SchemaStatus status = AAN_TRY(schema_status(connection));
  if (status.state == SchemaState::newer || status.state == SchemaState::altered)
    return require_current(status);
  if (status.state == SchemaState::current) return {};
  std::vector<Migration> steps = migrations_for(connection.engine());
  std::erase_if(steps, [&](const Migration& step) { return step.version > version; });
  AAN_TRY(connection.attempt("store.migrate", [&]() -> Result<> {
    connection.script(connection.engine() == Engine::sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
    return {};
  }));
  Result<> done = apply_missing(connection, steps);
  if (!done) {
    connection.roll_back();
    connection.forgive();
    return done;
  }
  if (!steps.empty())
    log::info("store.migrated", {{"from", status.stored}, {"to", steps.back().version}});
  return {};
}

}  // namespace aan::store_sql
