#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

#include "adapters/store_sql/engine/connection.hpp"
#include "adapters/store_sql/sql_store.hpp"

namespace aan::store_sql {

// Everything stored, as text that either engine takes:
//
//   aan-rows 1
//   schema 14
//   table shop id site created_at
//   <a row as in PostgreSQL's COPY, for each row>
//   \.
//   ... every table of the schema, in the order in which they were made ...
//   end 12345                                        (rows in all)

/// Calls `take` with each line, in the transaction that is open: one moment. Errors: those of
/// `take`, unavailable, corrupt, internal.
Result<> copy_out(Connection& connection, const std::function<Result<>(std::string_view)>& take);

}  // namespace aan::store_sql
