#include "adapters/store_sql/engine/connection.hpp"

#include <limits>
#include <stdexcept>

#include "adapters/store_sql/engine/native.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/engine/sql_error.hpp"
#include "adapters/store_sql/engine/statement.hpp"
#include "base/log.hpp"

namespace aan::store_sql {
namespace {

void run_sqlite(sqlite_api::sqlite3* db, const char* text) {
  const int code = sqlite_api::sqlite3_exec(db, text, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw soci::sqlite3_soci_error(sqlite_api::sqlite3_errmsg(db), code);
}

void run_postgresql(PGconn* db, const char* text) {
  PGresult* result = PQexec(db, text);
  const ExecStatusType status = PQresultStatus(result);
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string sqlstate = state != nullptr ? state : "08006";
  const std::string message = PQerrorMessage(db);
  PQclear(result);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
    throw soci::postgresql_soci_error(message, sqlstate.c_str());
}

}  // namespace

std::int64_t Value::checked(std::uint64_t number) {
  if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
    throw std::invalid_argument("number too large to store");
  return static_cast<std::int64_t>(number);
}

Connection::Connection(Engine engine, std::unique_ptr<soci::session> session, const Clock& clock)
    : engine_(engine), session_(std::move(session)), clock_(clock) {}

Connection::~Connection() { statements_.clear(); }

std::int64_t Connection::run(Sql sql, Values values) {
  Rows rows(*this, sql, values);
  return prepared(sql).changed();
}

void Connection::script(const char* text) {
  if (engine_ == Engine::sqlite)
    run_sqlite(sqlite_of(*session_), text);
  else
    run_postgresql(postgresql_of(*session_), text);
}

void Connection::roll_back() noexcept {
  try {
    if (in_transaction()) script("ROLLBACK");
  } catch (const std::exception& error) {
    // The pool drops a connection that is dead or still inside a transaction.
    log::write(log::Level::debug, "store.not_rolled_back", {{"why", error.what()}});
  }
}

Statement& Connection::prepared(Sql sql) {
  std::unique_ptr<Statement>& place = statements_[sql.text()];
  if (!place) place = std::make_unique<Statement>(*this, sql);
  return *place;
}

bool Connection::is_alive() const {
  return engine_ == Engine::sqlite || PQstatus(postgresql_of(*session_)) == CONNECTION_OK;
}

bool Connection::in_transaction() const {
  if (engine_ == Engine::sqlite)
    return sqlite_api::sqlite3_get_autocommit(sqlite_of(*session_)) == 0;
  return PQtransactionStatus(postgresql_of(*session_)) != PQTRANS_IDLE;
}

std::int64_t Connection::total_changes() const {
  return sqlite_api::sqlite3_total_changes64(sqlite_of(*session_));
}

void Connection::forgive() {
  spoilt_.reset();
  may_retry_ = false;
}

Error Connection::spoil(std::string_view step, const std::exception& error) {
  const SqlFailure failure = explain(step, error);
  spoilt_ = failure.error;
  may_retry_ = failure.may_retry;
  return failure.error;
}

}  // namespace aan::store_sql
