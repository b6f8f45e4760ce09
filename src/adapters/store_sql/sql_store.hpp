#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "ports/store.hpp"

namespace aan::store_sql {

struct SqlStoreOptions {
  /// Empty: SQLite in `data_dir`/aan.db. Otherwise "postgresql://...", several hosts allowed.
  std::string database_url;
  std::filesystem::path data_dir;
  /// SQLite: connections for reading. PostgreSQL: connections in all. At least 1.
  std::size_t readers = 4;
  /// May create the database and bring its schema up to date. Without it a database that is not
  /// there or is older is refused, and SQLite is opened read-only until the first write.
  bool may_migrate = false;
  /// Four characters of a-z and 0-9 for a new store; a store that is there keeps its own.
  std::string site;
};

/// How a database's schema compares with this program.
enum class SchemaState : std::uint8_t {
  absent,  ///< no database, or an empty one
  older,   ///< migrations are missing
  current,
  newer,    ///< written by a later program; refused
  altered,  ///< a migration that was carried out is not the one in this program; refused
};

struct SchemaStatus {
  SchemaState state = SchemaState::absent;
  std::int64_t stored = 0;  ///< newest migration in the database
  std::int64_t known = 0;   ///< newest migration in this program
};

/// Looks at the schema without changing anything. Errors: unavailable.
Result<SchemaStatus> inspect_sql_store(const SqlStoreOptions& options, const Clock& clock);

/// Whether the database can be read and is whole: SQLite looks at each page of its file
/// (`PRAGMA quick_check`), of PostgreSQL a connection is asked for. Changes nothing, needs no lock.
/// An empty answer is a good one; otherwise at most ten faults in the engine's words. Errors:
/// not_found, unavailable, corrupt.
Result<std::vector<std::string>> check_sql_store(const SqlStoreOptions& options,
                                                 const Clock& clock);

/// Opens the shop's memory. `clock` must outlive it; it dates migrations and price revisions.
///
/// The store adopts the epoch it finds: it may read and write until another process calls
/// `raise_epoch`. Whoever serves calls `raise_epoch` once after opening.
///
/// With SQLite at most one process may write to `data_dir`: the caller holds the lock of that
/// folder before it opens with `may_migrate` or writes. Opening for reading alone needs none.
///
/// Errors: not_found (no database and `may_migrate` is false), conflict (schema newer, altered, or
/// older without `may_migrate`; the sentence says which), invalid (site, URL), unavailable.
Result<std::unique_ptr<ports::Store>> open_sql_store(const SqlStoreOptions& options,
                                                     const Clock& clock);

/// Puts what `ports::Store::copy_out` gave into an empty database, of the same or of the other
/// engine, and brings its schema up to date; a copy of an older schema too. All rows come in, or
/// none. Nobody else may have the database open. Returns the number of rows. Errors: corrupt (the
/// copy), conflict with reason "not_empty" or "newer", unavailable, internal.
Result<std::int64_t> restore_sql_store(const SqlStoreOptions& options, const Clock& clock,
                                       const std::filesystem::path& copy);

/// Takes back what `restore_sql_store` has just put there, when what comes after it failed: the
/// database is as empty as it was. Nobody else may have it open. Errors: unavailable, internal.
Result<> remove_restored_store(const SqlStoreOptions& options, const Clock& clock);

}  // namespace aan::store_sql
