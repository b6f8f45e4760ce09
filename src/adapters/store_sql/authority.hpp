#pragma once
#include <cstdint>
#include <string>

#include "adapters/store_sql/engine/connection.hpp"

namespace aan::store_sql {

/// What a process read when it opened the store.
struct Identity {
  std::string site;
  std::int64_t epoch = 0;
};

/// Gives a fresh database its site and first epoch; a database that has them keeps them.
/// Errors: invalid (the site is not four characters of a-z and 0-9).
Result<> found_shop(Connection& connection, const std::string& site);
Result<Identity> read_identity(Connection& connection);
/// Errors: unavailable with reason "fenced" when another process raised the epoch.
Result<> require_epoch(Connection& connection, std::int64_t epoch);
/// Inside a transaction of the caller. The new epoch.
Result<std::int64_t> raise_stored_epoch(Connection& connection);

}  // namespace aan::store_sql
