#pragma once
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

namespace aan::store_sql {

// The drivers' own handles under SOCI, for what it has no words for. SOCI exports the classes of
// its backends without their type information, so these casts are the one thing that the vptr
// sanitizer cannot look at.

sqlite_api::sqlite3* sqlite_of(soci::session& session);
PGconn* postgresql_of(soci::session& session);
sqlite_api::sqlite3_stmt* sqlite_of(soci::statement& statement);
/// Name under which the server knows a prepared statement.
const char* postgresql_name_of(soci::statement& statement);

}  // namespace aan::store_sql
