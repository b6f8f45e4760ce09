#include <fstream>
#include <limits>
#include <memory>
#include <vector>

#include "adapters/store_sql/engine/migrations.hpp"
#include "adapters/store_sql/engine/open.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/engine/table_copy.hpp"
#include "adapters/store_sql/sql_store.hpp"
#include "adapters/store_sql/store_tables.hpp"
#include "base/text.hpp"
#include "base/whole_number.hpp"

namespace aan::store_sql {
namespace {

std::unexpected<Error> not_rows(const std::string& why) {
  return refuse(Errc::corrupt, "store.restore",
                "The copy of the database cannot be read: " + why + ".");
}

/// The lines of a file, one after the other.
class Lines {
 public:
  explicit Lines(const std::filesystem::path& file) : in_(file, std::ios::binary) {}
  bool next() { return static_cast<bool>(std::getline(in_, line_)); }
  [[nodiscard]] const std::string& line() const { return line_; }
  /// The number behind `word` in the next line.
  Result<std::int64_t> number_after(std::string_view word) {
    if (!next() || !line_.starts_with(word)) return not_rows("no " + std::string(word));
    return number_of(std::string_view(line_).substr(word.size()));
  }
  static Result<std::int64_t> number_of(std::string_view text) {
    const auto number = parse_whole_number(text);
    if (!number) return not_rows("no number");
    return *number;
  }

 private:
  std::ifstream in_;
  std::string line_;
};

Result<std::unique_ptr<Connection>> open_for(const SqlStoreOptions& options, const Clock& clock) {
  return options.database_url.empty()
             ? open_sqlite(options.data_dir / "aan.db", Access::read_write, clock)
             : open_postgresql(options.database_url, clock);
}

// A schema of the copy's own age without rows; what a step of the schema put there goes.
Result<> make_room(Connection& connection, std::int64_t schema,
                   const std::vector<std::string>& tables) {
  const SchemaStatus status = AAN_TRY(schema_status(connection));
  if (schema > status.known)
    return refuse(Errc::conflict, "store.restore",
                  "A later program wrote this backup (schema " + std::to_string(schema) +
                      ", this program knows " + std::to_string(status.known) + "). Use that one.",
                  "newer");
  if (status.state != SchemaState::absent && status.stored != schema)
    return refuse(Errc::conflict, "store.restore",
                  "The database is not empty. Restore into an empty one.", "not_empty");
  AAN_TRY(migrate_to(connection, schema));
  return connection.attempt("store.restore", [&]() -> Result<> {
    if (!is_empty(connection, "shop"))
      return refuse(Errc::conflict, "store.restore",
                    "There is a shop in the database already. Restore into an empty one.",
                    "not_empty");
    connection.script("BEGIN");
    for (auto table = tables.rbegin(); table != tables.rend(); ++table)
      if (!is_empty(connection, *table)) connection.script(("DELETE FROM " + *table).c_str());
    return {};
  });
}

// The rows of one table, whose head is the present line, up to its end.
Result<std::int64_t> table_in(Connection& connection, const std::string& table, Lines& lines) {
  const std::vector<std::string_view> words = split(lines.line(), ' ');
  if (words.size() < 3 || words[0] != "table" || words[1] != table)
    return not_rows("it does not go on with " + table);
  const std::vector<std::string> columns(words.begin() + 2, words.end());
  return connection.attempt("store.restore", [&]() -> Result<std::int64_t> {
    // Names become part of statements: none but the table's own.
    if (columns_of(connection, table) != columns) return not_rows(table + " has other columns");
    const auto input = TableInput::begin(connection, table, columns);
    std::int64_t rows = 0;
    while (lines.next()) {
      if (lines.line() == kEndOfTable) {
        input->end();
        return rows;
      }
      input->put(lines.line());
      ++rows;
    }
    return not_rows("it ends within " + table);
  });
}

Result<std::int64_t> rows_in(Connection& connection, const std::vector<std::string>& tables,
                             Lines& lines) {
  std::int64_t rows = 0;
  for (const std::string& table : tables) {
    if (!lines.next()) return not_rows("it ends before " + table);
    rows += AAN_TRY(table_in(connection, table, lines));
  }
  if (AAN_TRY(lines.number_after("end ")) != rows) return not_rows("rows are missing");
  return connection.attempt("store.restore", [&]() -> Result<std::int64_t> {
    connection.script("COMMIT");
    return rows;
  });
}

// What the steps of the schema made on PostgreSQL, and what a restore put there.
Result<> drop_all(Connection& connection) {
  std::string tables = "schema_migration";
  for (const std::string& table :
       tables_of(connection.engine(), std::numeric_limits<std::int64_t>::max()))
    tables += ", " + table;
  return connection.attempt("store.remove", [&]() -> Result<> {
    connection.script("BEGIN");
    connection.script(("DROP TABLE IF EXISTS " + tables).c_str());
    connection.script("DROP FUNCTION IF EXISTS keep_order_event(), refuse_change()");
    connection.script("COMMIT");
    return {};
  });
}

}  // namespace

Result<> remove_restored_store(const SqlStoreOptions& options, const Clock& clock) {
  if (options.database_url.empty()) {
    std::error_code error;
    for (const char* name : {"aan.db", "aan.db-wal", "aan.db-shm"})
      std::filesystem::remove(options.data_dir / name, error);
    return {};
  }
  return drop_all(*AAN_TRY(open_postgresql(options.database_url, clock)));
}

Result<std::int64_t> restore_sql_store(const SqlStoreOptions& options, const Clock& clock,
                                       const std::filesystem::path& copy) {
  Lines lines(copy);
  if (!lines.next() || lines.line() != kFormat) return not_rows("it is none");
  const std::int64_t schema = AAN_TRY(lines.number_after("schema "));
  auto connection = AAN_TRY(open_for(options, clock));
  const bool is_shared = connection->engine() == Engine::postgresql;
  const std::vector<std::string> tables = tables_of(connection->engine(), schema);
  const bool was_absent = AAN_TRY(schema_status(*connection)).state == SchemaState::absent;
  bool has_room = false;
  bool is_in = false;
  const auto rows = [&]() -> Result<std::int64_t> {
    AAN_TRY(make_room(*connection, schema, tables));
    has_room = true;
    const std::int64_t count = AAN_TRY(rows_in(*connection, tables, lines));
    is_in = true;
    AAN_TRY(migrate(*connection));
    return count;
  }();
  if (rows) return rows;
  connection->forgive();
  connection->roll_back();
  connection.reset();
  // Another moment's copy may have another schema: it finds nothing of this one.
  if ((was_absent && has_room) || (is_in && is_shared))
    AAN_TRY(remove_restored_store(options, clock));
  return rows;
}

}  // namespace aan::store_sql
