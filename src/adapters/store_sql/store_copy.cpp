#include "adapters/store_sql/store_copy.hpp"

#include <string>
#include <vector>

#include "adapters/store_sql/engine/migrations.hpp"
#include "adapters/store_sql/engine/table_copy.hpp"
#include "adapters/store_sql/store_tables.hpp"

namespace aan::store_sql {
namespace {

Result<std::int64_t> table_out(Connection& connection, const std::string& table,
                               const std::function<Result<>(std::string_view)>& take) {
  return connection.attempt("store.copy_out", [&]() -> Result<std::int64_t> {
    const std::vector<std::string> columns = columns_of(connection, table);
    std::string head = "table " + table;
    for (const std::string& column : columns) head += " " + column;
    AAN_TRY(take(head));
    std::int64_t rows = 0;
    AAN_TRY(copy_table_out(connection, table, columns, [&](std::string_view line) -> Result<> {
      ++rows;
      return take(line);
    }));
    AAN_TRY(take(kEndOfTable));
    return rows;
  });
}

}  // namespace

Result<> copy_out(Connection& connection, const std::function<Result<>(std::string_view)>& take) {
  const std::int64_t schema = AAN_TRY(schema_status(connection)).stored;
  AAN_TRY(take(kFormat));
  AAN_TRY(take("schema " + std::to_string(schema)));
  std::int64_t rows = 0;
  for (const std::string& table : tables_of(connection.engine(), schema))
    rows += AAN_TRY(table_out(connection, table, take));
  return take("end " + std::to_string(rows));
}

}  // namespace aan::store_sql
