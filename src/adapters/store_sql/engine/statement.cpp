#include "adapters/store_sql/engine/statement.hpp"

#include <stdexcept>

#include "adapters/store_sql/engine/native.hpp"
#include "base/check.hpp"
#include "base/crash_point.hpp"
#include "base/text.hpp"

namespace aan::store_sql {
namespace {

// ASCII without NUL, which is most of what we store: a loop that the compiler turns into a few
// wide instructions.
bool is_plain(std::string_view text) {
  bool plain = true;
  for (const char c : text) plain &= c > 0 && c < 0x7f;
  return plain;
}

}  // namespace

bool Statement::execute(Values values) {
  AAN_CHECK(!is_open);
  if (!statement_) prepare();
  if (!is_bound_) bind(values);
  fill(values);
  if (sql_.changes()) AAN_CRASH_POINT("store.statement");
  is_open = true;
  try {
    return statement_->execute(/*withDataExchange=*/true);
  } catch (...) {
    // SOCI forgets the copies of the parameters when a statement fails, unless they are let go.
    statement_->bind_clean_up();
    is_bound_ = false;
    throw;
  }
}

void Statement::finish() {
  is_open = false;
  if (connection_.engine() != Engine::sqlite || !statement_) return;
  sqlite_api::sqlite3_reset(sqlite_of(*statement_));
}

void Statement::prepare() {
  soci::statement made(connection_.session());
  made.alloc();
  made.prepare(sql_.text());
  statement_.emplace(made);
}

void Statement::bind(Values values) {
  places_.resize(values.size());
  const std::size_t count = count_columns();
  columns.resize(count);
  nulls.resize(count, soci::i_ok);
  for (std::size_t i = 0; i < count; ++i) statement_->exchange(soci::into(columns[i], nulls[i]));
  auto place = places_.begin();
  for (const Value& value : values) {
    if (value.is_number())
      statement_->exchange(soci::use(place->number, place->state));
    else
      statement_->exchange(soci::use(place->text, place->state));
    ++place;
  }
  statement_->define_and_bind();
  is_bound_ = true;
}

void Statement::fill(Values values) {
  AAN_CHECK(values.size() == places_.size());
  auto place = places_.begin();
  for (const Value& value : values) {
    // PostgreSQL refuses such text; SQLite would keep it and give it back to a page.
    if (!is_plain(value.text()) && !is_utf8(value.text()))
      throw std::invalid_argument("text is not UTF-8");
    place->state = value.is_null() ? soci::i_null : soci::i_ok;
    place->number = value.number();
    place->text.assign(value.text());
    ++place;
  }
}

std::size_t Statement::count_columns() {
  if (connection_.engine() == Engine::sqlite)
    return static_cast<std::size_t>(sqlite_api::sqlite3_column_count(sqlite_of(*statement_)));
  // SOCI would run the statement to find out; the server knows from its preparation.
  PGresult* description =
      PQdescribePrepared(postgresql_of(connection_.session()), postgresql_name_of(*statement_));
  const int count = PQnfields(description);
  PQclear(description);
  return static_cast<std::size_t>(count);
}

}  // namespace aan::store_sql
