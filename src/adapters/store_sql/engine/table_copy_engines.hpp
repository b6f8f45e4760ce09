#pragma once
#include "adapters/store_sql/engine/native.hpp"
#include "adapters/store_sql/engine/table_copy.hpp"

namespace aan::store_sql {

// What each engine does for `table_copy.hpp`.
using TakeLine = std::function<Result<>(std::string_view)>;
using Names = std::vector<std::string>;

std::string listed(const Names& names);

Names sqlite_columns(Connection& connection, const std::string& table);
Result<> sqlite_table_out(Connection& connection, const std::string& table, const Names& columns,
                          const TakeLine& take);
std::unique_ptr<TableInput> sqlite_table_in(Connection& connection, const std::string& table,
                                            const Names& columns);

Names postgresql_columns(Connection& connection, const std::string& table);
Result<> postgresql_table_out(Connection& connection, const std::string& table,
                              const Names& columns, const TakeLine& take);
std::unique_ptr<TableInput> postgresql_table_in(Connection& connection, const std::string& table,
                                                const Names& columns);

}  // namespace aan::store_sql
