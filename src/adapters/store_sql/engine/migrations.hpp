#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/store_sql/engine/connection.hpp"
#include "adapters/store_sql/sql_store.hpp"

namespace aan::store_sql {

/// A step of the schema, embedded in the program: NNNN_name.sql, or NNNN_name.<engine>.sql.
struct Migration {
  std::int64_t version = 0;
  std::string name;
  std::string text;      ///< as the engine takes it
  std::string checksum;  ///< SHA-256 of the file, hexadecimal
};
std::vector<Migration> migrations_for(Engine engine);

/// A step written for both engines as PostgreSQL takes it: the type TEXT compares by bytes, as it
/// does on SQLite, whatever the database's locale.
std::string with_byte_order(std::string_view text);

/// Compares what was carried out with what this program holds.
Result<SchemaStatus> schema_status(Connection& connection);
/// The sentence and error for a schema that cannot be used; nothing when it can.
Result<> require_current(const SchemaStatus& status);
/// Carries out all that is missing in one transaction: an upgrade happens or it does not. Errors:
/// those of `require_current`, unavailable, internal.
Result<> migrate(Connection& connection);
/// The same, but no further than step `version`: how a backup of an older schema comes back, before
/// `migrate` carries it on.
Result<> migrate_to(Connection& connection, std::int64_t version);

}  // namespace aan::store_sql
