#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/store_sql/engine/connection.hpp"

namespace aan::store_sql {

/// Whole tables as lines of `copy_text`, whichever engine they lie in. Names of tables and columns
/// are those of our own schema. All functions throw; only inside `Connection::attempt`.

std::vector<std::string> columns_of(Connection& connection, const std::string& table);
bool is_empty(Connection& connection, const std::string& table);

/// Calls `take` with each row's line, without its line feed, in the transaction that is open; its
/// error ends the copy and is returned.
Result<> copy_table_out(Connection& connection, const std::string& table,
                        const std::vector<std::string>& columns,
                        const std::function<Result<>(std::string_view)>& take);

/// Puts rows into a table, in the transaction that is open.
class TableInput {
 public:
  static std::unique_ptr<TableInput> begin(Connection& connection, const std::string& table,
                                           const std::vector<std::string>& columns);
  virtual ~TableInput() = default;
  virtual void put(std::string_view line) = 0;
  virtual void end() = 0;
};

}  // namespace aan::store_sql
