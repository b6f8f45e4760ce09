#include "adapters/store_sql/engine/table_copy.hpp"

#include "adapters/store_sql/engine/table_copy_engines.hpp"

namespace aan::store_sql {

std::vector<std::string> columns_of(Connection& connection, const std::string& table) {
  return connection.engine() == Engine::sqlite ? sqlite_columns(connection, table)
                                               : postgresql_columns(connection, table);
}

bool is_empty(Connection& connection, const std::string& table) {
  int count = 0;
  connection.session() << "SELECT COUNT(*) FROM (SELECT 1 FROM " + table + " LIMIT 1) some_row",
      soci::into(count);
  return count == 0;
}

Result<> copy_table_out(Connection& connection, const std::string& table,
                        const std::vector<std::string>& columns,
                        const std::function<Result<>(std::string_view)>& take) {
  return connection.engine() == Engine::sqlite
             ? sqlite_table_out(connection, table, columns, take)
             : postgresql_table_out(connection, table, columns, take);
}

std::unique_ptr<TableInput> TableInput::begin(Connection& connection, const std::string& table,
                                              const std::vector<std::string>& columns) {
  return connection.engine() == Engine::sqlite ? sqlite_table_in(connection, table, columns)
                                               : postgresql_table_in(connection, table, columns);
}

std::string listed(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace aan::store_sql
