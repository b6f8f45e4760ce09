#include <fcntl.h>

#include "adapters/store_sql/engine/native.hpp"
#include "adapters/store_sql/engine/open.hpp"
#include "adapters/store_sql/engine/sql_error.hpp"
#include "base/file.hpp"

namespace aan::store_sql {
namespace {

using sqlite_api::sqlite3;

// WAL and FULL: an answered write survives a power cut. See README.md for the measurement.
constexpr const char* kWriterRules =
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = FULL;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA secure_delete = ON;"  // what is forgotten does not stay on free pages
    "PRAGMA temp_store = MEMORY;"
    // Room for the inner pages of every index, and a checkpoint after 16 MB instead of 4.
    "PRAGMA cache_size = -32768;"
    "PRAGMA wal_autocheckpoint = 4096;"
    "PRAGMA journal_size_limit = 67108864;";
constexpr const char* kReaderRules =
    "PRAGMA query_only = ON;"
    "PRAGMA cell_size_check = ON;"
    "PRAGMA temp_store = MEMORY;";
constexpr int kBusyWaitMs = 5000;

struct Limit {
  int what;
  int value;
};
// The high-security table of SQLite's documentation, with room for our largest statement and value.
constexpr Limit kLimits[] = {
    {SQLITE_LIMIT_LENGTH, 4'000'000},
    {SQLITE_LIMIT_SQL_LENGTH, 100'000},
    {SQLITE_LIMIT_COLUMN, 100},
    {SQLITE_LIMIT_EXPR_DEPTH, 40},
    {SQLITE_LIMIT_COMPOUND_SELECT, 10},
    {SQLITE_LIMIT_VDBE_OP, 25'000},
    {SQLITE_LIMIT_FUNCTION_ARG, 8},
    {SQLITE_LIMIT_ATTACHED, 0},
    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
    {SQLITE_LIMIT_VARIABLE_NUMBER, 64},
    {SQLITE_LIMIT_TRIGGER_DEPTH, 10},
};

void harden(sqlite3* db) {
  using sqlite_api::sqlite3_db_config;
  sqlite_api::sqlite3_extended_result_codes(db, 1);
  sqlite_api::sqlite3_busy_timeout(db, kBusyWaitMs);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  for (const Limit& limit : kLimits) sqlite_api::sqlite3_limit(db, limit.what, limit.value);
}

int allow_data_only(void* /*context*/, int action, const char* /*first*/, const char* /*second*/,
                    const char* /*database*/, const char* /*trigger*/) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT: return SQLITE_OK;
    default: return SQLITE_DENY;
  }
}

// The file first, so that it is never readable by others; the -wal and -shm files follow its mode.
Result<> prepare_file(const std::filesystem::path& file, Access access) {
  if (file.native().find('"') != std::string::npos)
    return refuse(Errc::invalid, "store.open", "The data folder's name must not contain a quote.");
  std::error_code error;
  if (std::filesystem::exists(file, error)) return {};
  if (access == Access::read_only)
    return fail(Errc::not_found, "store.open", "no database at " + file.string());
  const FileDescriptor made(
      ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
  if (!made.valid()) return fail(Errc::unavailable, "store.open", "cannot create " + file.string());
  return sync_folder(file.parent_path());
}

}  // namespace

Result<std::unique_ptr<Connection>> open_sqlite(const std::filesystem::path& file, Access access,
                                                const Clock& clock) {
  AAN_TRY(prepare_file(file, access));
  try {
    const std::string where =
        "dbname=\"" + file.string() + "\"" + (access == Access::read_only ? " readonly=true" : "");
    auto session = std::make_unique<soci::session>(soci::sqlite3, where);
    sqlite3* db = sqlite_of(*session);
    harden(db);
    auto connection = std::make_unique<Connection>(Engine::sqlite, std::move(session), clock);
    // Only the writer checkpoints: 3.40.1 can corrupt a WAL that two connections reset.
    if (access == Access::read_only)
      sqlite_api::sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    connection->script(access == Access::read_only ? kReaderRules : kWriterRules);
    return connection;
  } catch (const std::exception& error) {
    return std::unexpected(explain("store.open", error).error);
  }
}

void seal_sqlite(Connection& connection) {
  sqlite_api::sqlite3_set_authorizer(sqlite_of(connection.session()), allow_data_only, nullptr);
}

}  // namespace aan::store_sql
