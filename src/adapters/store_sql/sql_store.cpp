#include "adapters/store_sql/sql_store.hpp"

#include "adapters/store_sql/engine/migrations.hpp"
#include "adapters/store_sql/engine/open.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/postgresql_store.hpp"
#include "adapters/store_sql/sqlite_store.hpp"

namespace aan::store_sql {
namespace {

bool is_postgresql(const std::string& url) {
  return url.starts_with("postgresql://") || url.starts_with("postgres://");
}

Result<> check_url(const std::string& url) {
  if (url.empty() || is_postgresql(url)) return {};
  return refuse(Errc::invalid, "store.open",
                "DATABASE_URL is empty, for SQLite, or begins with postgresql://.");
}

}  // namespace

Result<SchemaStatus> inspect_sql_store(const SqlStoreOptions& options, const Clock& clock) {
  AAN_TRY(check_url(options.database_url));
  Result<std::unique_ptr<Connection>> connection =
      is_postgresql(options.database_url)
          ? open_postgresql(options.database_url, clock)
          : open_sqlite(options.data_dir / "aan.db", Access::read_only, clock);
  if (connection) return schema_status(**connection);
  if (connection.error().code != Errc::not_found)
    return std::unexpected(std::move(connection).error());
  SchemaStatus absent;
  absent.known = migrations_for(Engine::sqlite).back().version;
  return absent;
}

Result<std::vector<std::string>> check_sql_store(const SqlStoreOptions& options,
                                                 const Clock& clock) {
  AAN_TRY(check_url(options.database_url));
  std::vector<std::string> faults;
  if (is_postgresql(options.database_url)) {
    AAN_TRY(open_postgresql(options.database_url, clock));
    return faults;
  }
  const auto connection =
      AAN_TRY(open_sqlite(options.data_dir / "aan.db", Access::read_only, clock));
  AAN_TRY(connection->attempt("store.check", [&]() -> Result<> {
    Rows lines(*connection, "PRAGMA quick_check(10)");
    while (lines.next()) faults.push_back(lines.text());
    return {};
  }));
  if (faults == std::vector<std::string>{"ok"}) faults.clear();
  return faults;
}

Result<std::unique_ptr<ports::Store>> open_sql_store(const SqlStoreOptions& options,
                                                     const Clock& clock) {
  AAN_TRY(check_url(options.database_url));
  return is_postgresql(options.database_url) ? PostgresqlStore::open(options, clock)
                                             : SqliteStore::open(options, clock);
}

}  // namespace aan::store_sql
