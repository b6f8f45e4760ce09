#include "adapters/store_sql/engine/native.hpp"

#define AAN_NO_VPTR __attribute__((no_sanitize("vptr")))

namespace aan::store_sql {

AAN_NO_VPTR sqlite_api::sqlite3* sqlite_of(soci::session& session) {
  return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

AAN_NO_VPTR PGconn* postgresql_of(soci::session& session) {
  return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_;
}

AAN_NO_VPTR sqlite_api::sqlite3_stmt* sqlite_of(soci::statement& statement) {
  return static_cast<soci::sqlite3_statement_backend*>(statement.get_backend())->stmt_;
}

AAN_NO_VPTR const char* postgresql_name_of(soci::statement& statement) {
  return static_cast<soci::postgresql_statement_backend*>(statement.get_backend())
      ->statementName_.c_str();
}

}  // namespace aan::store_sql
