#include "adapters/store_sql/sql_reader_passwords.hpp"

#include "adapters/store_sql/engine/rows.hpp"
#include "base/codec.hpp"

#define AAN_READER_COLUMNS                                                  \
  "SELECT name, customer_id, key_id, password_digest, created_at, used_at " \
  "FROM reader_password "

namespace aan::store_sql {

using customer::ReaderPassword;
using MaybeReader = std::optional<ReaderPassword>;

namespace {

MaybeReader one_of(Rows& rows) {
  if (!rows.next()) return std::nullopt;
  ReaderPassword password;
  password.name = rows.text();
  password.customer_id = rows.id<customer::CustomerId>();
  password.key_id = rows.text();
  password.password_digest = rows.digest();
  password.created_at = rows.time();
  password.used_at = rows.maybe_time();
  return password;
}

}  // namespace

Result<MaybeReader> SqlReaderPasswords::find_reader(std::string_view name) const {
  return db_.attempt("store.find_reader", [&]() -> Result<MaybeReader> {
    Rows rows(db_, AAN_READER_COLUMNS "WHERE name = :name LIMIT 1", {name});
    return one_of(rows);
  });
}

Result<MaybeReader> SqlReaderPasswords::reader_of(const customer::CustomerId& library) const {
  return db_.attempt("store.reader_of", [&]() -> Result<MaybeReader> {
    Rows rows(db_, AAN_READER_COLUMNS "WHERE customer_id = :customer_id LIMIT 1", {library});
    return one_of(rows);
  });
}

Result<> SqlReaderPasswords::put_reader(const ReaderPassword& password) {
  return db_.attempt("store.put_reader", [&]() -> Result<> {
    db_.run("DELETE FROM reader_password WHERE customer_id = :customer_id", {password.customer_id});
    const std::string digest = hex(password.password_digest);
    const std::int64_t added = db_.run(
        "INSERT INTO reader_password (name, customer_id, key_id, password_digest, created_at, "
        "used_at) VALUES (:name, :customer_id, :key_id, :password_digest, :created_at, NULL) "
        "ON CONFLICT DO NOTHING",
        {password.name, password.customer_id, password.key_id, digest, password.created_at});
    if (added == 1) return {};
    return fail(Errc::conflict, "store.put_reader", "the name is taken");
  });
}

Result<> SqlReaderPasswords::see_reader(std::string_view name, Timestamp at) {
  return db_.attempt("store.see_reader", [&]() -> Result<> {
    db_.run(
        "UPDATE reader_password SET used_at = :used_at WHERE name = :name AND "
        "(used_at IS NULL OR used_at < :before)",
        {at, name, at});
    return {};
  });
}

Result<bool> SqlReaderPasswords::remove_reader(const customer::CustomerId& library) {
  return db_.attempt("store.remove_reader", [&]() -> Result<bool> {
    return db_.run("DELETE FROM reader_password WHERE customer_id = :customer_id", {library}) == 1;
  });
}

}  // namespace aan::store_sql
