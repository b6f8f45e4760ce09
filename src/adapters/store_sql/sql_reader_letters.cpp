#include "adapters/store_sql/sql_reader_letters.hpp"

#include "adapters/store_sql/engine/rows.hpp"
#include "base/codec.hpp"

namespace aan::store_sql {

using customer::ReaderLetter;
using MaybeLetter = std::optional<ReaderLetter>;

Result<MaybeLetter> SqlReaderLetters::find_reader_letter(const customer::ReaderLetterId& id) const {
  return db_.attempt("store.find_reader_letter", [&]() -> Result<MaybeLetter> {
    Rows rows(db_,
              "SELECT id, order_id, grant_id, file_id, key_wrapped, address_sealed, created_at, "
              "ended_at FROM reader_letter WHERE id = :id LIMIT 1",
              {id});
    if (!rows.next()) return std::nullopt;
    ReaderLetter it;
    it.id = rows.id<customer::ReaderLetterId>();
    it.order_id = rows.text();
    it.grant_id = rows.text();
    it.file_id = rows.text();
    it.key_wrapped = rows.sealed();
    it.address_sealed = rows.sealed();
    it.created_at = rows.time();
    it.ended_at = rows.maybe_time();
    return it;
  });
}

Result<std::int64_t> SqlReaderLetters::reader_letters_since(const sales::OrderId& order,
                                                            Timestamp since) const {
  return db_.attempt("store.reader_letters_since", [&]() -> Result<std::int64_t> {
    Rows rows(db_,
              "SELECT COUNT(*) FROM reader_letter WHERE order_id = :order_id AND created_at >= "
              ":since LIMIT 1",
              {order, since});
    return rows.only().number();
  });
}

Result<> SqlReaderLetters::add_reader_letter(const ReaderLetter& it) {
  return db_.attempt("store.add_reader_letter", [&]() -> Result<> {
    const std::string key = base64url(it.key_wrapped);
    const std::string address = base64url(it.address_sealed);
    db_.run(
        "INSERT INTO reader_letter (id, order_id, grant_id, file_id, key_wrapped, address_sealed, "
        "created_at, ended_at) VALUES (:id, :order_id, :grant_id, :file_id, :key_wrapped, "
        ":address_sealed, :created_at, NULL)",
        {it.id, it.order_id, it.grant_id, it.file_id, key, address, it.created_at});
    return {};
  });
}

Result<> SqlReaderLetters::end_reader_letter(const customer::ReaderLetterId& id, Timestamp now) {
  return db_.attempt("store.end_reader_letter", [&]() -> Result<> {
    db_.run(
        "UPDATE reader_letter SET ended_at = :now, key_wrapped = '', address_sealed = '' "
        "WHERE id = :id AND ended_at IS NULL",
        {now, id});
    return {};
  });
}

Result<> SqlReaderLetters::end_reader_letters(const sales::OrderId& order, Timestamp now) {
  return db_.attempt("store.end_reader_letters", [&]() -> Result<> {
    db_.run(
        "UPDATE reader_letter SET ended_at = :now, key_wrapped = '', address_sealed = '' "
        "WHERE order_id = :order_id AND ended_at IS NULL",
        {now, order});
    return {};
  });
}

Result<std::int64_t> SqlReaderLetters::purge_reader_letters(Timestamp before) {
  return db_.attempt("store.purge_reader_letters", [&]() -> Result<std::int64_t> {
    return db_.run("DELETE FROM reader_letter WHERE created_at < :before", {before});
  });
}

}  // namespace aan::store_sql
