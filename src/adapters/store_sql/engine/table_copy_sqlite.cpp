#include "adapters/store_sql/engine/copy_text.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/engine/table_copy_engines.hpp"

namespace aan::store_sql {
namespace {

using sqlite_api::sqlite3;
using sqlite_api::sqlite3_stmt;

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite_api::sqlite3_finalize(statement); }
};
using OwnStatement = std::unique_ptr<sqlite3_stmt, Finalize>;

[[noreturn]] void lost(sqlite3* db) {
  throw soci::sqlite3_soci_error(sqlite_api::sqlite3_errmsg(db),
                                 sqlite_api::sqlite3_extended_errcode(db));
}

OwnStatement prepare(sqlite3* db, const std::string& text) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite_api::sqlite3_prepare_v2(db, text.c_str(), static_cast<int>(text.size()),
                                                  &statement, nullptr);
  if (code != SQLITE_OK) lost(db);
  return OwnStatement(statement);
}

class SqliteInput final : public TableInput {
 public:
  SqliteInput(sqlite3* db, const std::string& text, std::size_t columns)
      : db_(db), insert_(prepare(db, text)), columns_(columns) {}
  void put(std::string_view line) override {
    const auto fields = parse_fields(line);
    if (!fields || fields->size() != columns_) throw StoredNonsense("a row is not whole");
    // As text: the column's type turns numbers into numbers.
    for (std::size_t i = 0; i < columns_; ++i) {
      const std::optional<std::string>& field = (*fields)[i];
      const int place = static_cast<int>(i) + 1;
      const int code =
          field ? sqlite_api::sqlite3_bind_text(insert_.get(), place, field->data(),
                                                static_cast<int>(field->size()), SQLITE_STATIC)
                : sqlite_api::sqlite3_bind_null(insert_.get(), place);
      if (code != SQLITE_OK) lost(db_);
    }
    if (sqlite_api::sqlite3_step(insert_.get()) != SQLITE_DONE) lost(db_);
    sqlite_api::sqlite3_reset(insert_.get());
  }
  void end() override {}

 private:
  sqlite3* db_;
  OwnStatement insert_;
  std::size_t columns_;
};

}  // namespace

Names sqlite_columns(Connection& connection, const std::string& table) {
  const OwnStatement all =
      prepare(sqlite_of(connection.session()), "SELECT * FROM " + table + " LIMIT 0");
  Names names;
  for (int i = 0; i < sqlite_api::sqlite3_column_count(all.get()); ++i)
    names.emplace_back(sqlite_api::sqlite3_column_name(all.get(), i));
  return names;
}

Result<> sqlite_table_out(Connection& connection, const std::string& table, const Names& columns,
                          const TakeLine& take) {
  sqlite3* db = sqlite_of(connection.session());
  const OwnStatement all = prepare(db, "SELECT " + listed(columns) + " FROM " + table);
  std::string line;
  int code = SQLITE_ROW;
  while ((code = sqlite_api::sqlite3_step(all.get())) == SQLITE_ROW) {
    line.clear();
    for (int i = 0; i < static_cast<int>(columns.size()); ++i) {
      std::optional<std::string_view> field;
      if (sqlite_api::sqlite3_column_type(all.get(), i) != SQLITE_NULL) {
        const auto* text =
            reinterpret_cast<const char*>(sqlite_api::sqlite3_column_text(all.get(), i));
        field.emplace(text,
                      static_cast<std::size_t>(sqlite_api::sqlite3_column_bytes(all.get(), i)));
      }
      append_field(line, field, i == 0);
    }
    AAN_TRY(take(line));
  }
  if (code != SQLITE_DONE) lost(db);
  return {};
}

std::unique_ptr<TableInput> sqlite_table_in(Connection& connection, const std::string& table,
                                            const Names& columns) {
  std::string places;
  for (std::size_t i = 0; i < columns.size(); ++i) places += i == 0 ? "?" : ",?";
  return std::make_unique<SqliteInput>(
      sqlite_of(connection.session()),
      "INSERT INTO " + table + " (" + listed(columns) + ") VALUES (" + places + ")",
      columns.size());
}

}  // namespace aan::store_sql
