#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "adapters/store_sql/engine/connection.hpp"

namespace aan::store_sql {

enum class Access : std::uint8_t { read_write, read_only };

/// A connection to a SQLite file with the rules of this folder's README. With `read_write` the file
/// is made if it is not there (mode 0600). Errors: not_found, unavailable, corrupt, invalid.
Result<std::unique_ptr<Connection>> open_sqlite(const std::filesystem::path& file, Access access,
                                                const Clock& clock);
/// Takes away what only migrations need: from now on the connection cannot change the schema,
/// attach files or set pragmas.
void seal_sqlite(Connection& connection);
/// Errors: invalid (the URL), unavailable.
Result<std::unique_ptr<Connection>> open_postgresql(const std::string& url, const Clock& clock);

}  // namespace aan::store_sql
