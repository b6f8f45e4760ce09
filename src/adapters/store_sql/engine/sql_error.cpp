#include "adapters/store_sql/engine/sql_error.hpp"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <stdexcept>

#include "adapters/store_sql/engine/rows.hpp"

namespace aan::store_sql {
namespace {

constexpr std::string_view kFull =
    "The shop cannot save anything just now, because its disk is full.";
constexpr std::string_view kTryAgain = "The shop cannot save anything just now. Please try again.";

SqlFailure failure(Errc code, std::string_view step, std::string detail) {
  Error error{code, std::string(step), std::move(detail), {}, std::nullopt, {}};
  if (code == Errc::unavailable) {
    error.safe = kTryAgain;
    error.retry_after_s = 5;
  }
  return {std::move(error), false};
}

// Whoever runs the shop makes room, and it goes on; buyers are told that nothing was saved.
SqlFailure disk_full(std::string_view step, std::string detail) {
  constexpr int kRetryAfterS = 60;
  Error error{Errc::unavailable,  std::string(step), std::move(detail),
              std::string(kFull), kRetryAfterS,      "disk_full"};
  return {std::move(error), false};
}

SqlFailure of_sqlite(std::string_view step, const soci::sqlite3_soci_error& error) {
  std::string detail =
      "sqlite " + std::to_string(error.result()) + ": " + error.get_error_message();
  switch (error.result()) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY: return failure(Errc::conflict, step, std::move(detail));
    case SQLITE_CONSTRAINT_FOREIGNKEY: return failure(Errc::not_found, step, std::move(detail));
    case SQLITE_IOERR_SHMSIZE: return disk_full(step, std::move(detail));
    default: break;
  }
  switch (error.result() & 0xff) {
    case SQLITE_FULL: return disk_full(step, std::move(detail));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_IOERR:
    case SQLITE_NOMEM:
    case SQLITE_INTERRUPT:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
    case SQLITE_READONLY: return failure(Errc::unavailable, step, std::move(detail));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return failure(Errc::corrupt, step, std::move(detail));
    case SQLITE_TOOBIG: return failure(Errc::too_large, step, std::move(detail));
    default: return failure(Errc::internal, step, std::move(detail));
  }
}

// SQLSTATE classes, PostgreSQL manual appendix A.
SqlFailure of_postgresql(std::string_view step, const soci::postgresql_soci_error& error) {
  const std::string state = error.sqlstate();
  std::string detail = "postgresql " + state + ": " + error.get_error_message();
  if (state == "40001" || state == "40P01") {
    SqlFailure lost = failure(Errc::unavailable, step, std::move(detail));
    lost.may_retry = true;
    return lost;
  }
  if (state == "23505") return failure(Errc::conflict, step, std::move(detail));
  if (state == "23503") return failure(Errc::not_found, step, std::move(detail));
  if (state == "53100") return disk_full(step, std::move(detail));
  const std::string_view kind = std::string_view(state).substr(0, 2);
  if (kind == "08" || kind == "53" || kind == "55" || kind == "57" || kind == "58" || kind == "  ")
    return failure(Errc::unavailable, step, std::move(detail));
  if (kind == "XX") return failure(Errc::corrupt, step, std::move(detail));
  return failure(Errc::internal, step, std::move(detail));
}

}  // namespace

SqlFailure explain(std::string_view step, const std::exception& error) {
  if (const auto* sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error))
    return of_sqlite(step, *sqlite);
  if (const auto* postgresql = dynamic_cast<const soci::postgresql_soci_error*>(&error))
    return of_postgresql(step, *postgresql);
  if (const auto* other = dynamic_cast<const soci::soci_error*>(&error))
    return failure(Errc::internal, step, other->get_error_message());
  if (dynamic_cast<const StoredNonsense*>(&error) != nullptr)
    return failure(Errc::corrupt, step, error.what());
  if (dynamic_cast<const std::invalid_argument*>(&error) != nullptr)
    return failure(Errc::invalid, step, error.what());
  return failure(Errc::internal, step, error.what());
}

}  // namespace aan::store_sql
