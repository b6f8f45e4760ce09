#pragma once
#include "adapters/store_sql/engine/connection.hpp"

namespace aan::store_sql {

/// The step of the schema that made the columns, empty.
inline constexpr std::int64_t kNameKeysStep = 80;

/// Writes the keys by which names are sorted where there are none yet. Throws; only inside
/// `Connection::attempt`.
void fill_name_keys(Connection& db);

}  // namespace aan::store_sql
