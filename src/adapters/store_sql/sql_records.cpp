#include "adapters/store_sql/sql_records.hpp"

#include "adapters/store_sql/engine/rows.hpp"

namespace aan::store_sql {
namespace {

constexpr std::size_t kValueBytesMax = std::size_t{64} << 10U;

std::optional<ports::RecordStore::Terms> next_terms(Rows& rows) {
  if (!rows.next()) return std::nullopt;
  ports::RecordStore::Terms terms;
  terms.version = rows.number();
  terms.markdown = rows.text();
  terms.since = rows.time();
  return terms;
}

ports::RecordStore::Terms read_terms(Connection& db) {
  Rows rows(db, "SELECT version, markdown, created_at FROM terms ORDER BY version DESC LIMIT 1");
  return next_terms(rows).value_or(ports::RecordStore::Terms{});
}

}  // namespace

Result<std::optional<std::string>> SqlRecords::find(std::string_view area,
                                                    std::string_view key) const {
  using Found = std::optional<std::string>;
  return db_.attempt("store.find_record", [&]() -> Result<Found> {
    Rows rows(db_,
              "SELECT value FROM record WHERE area = :area AND record_key = :record_key LIMIT 1",
              {area, key});
    if (!rows.next()) return Found{};
    return rows.text();
  });
}

Result<> SqlRecords::put(std::string_view area, std::string_view key, std::string_view value) {
  return db_.attempt("store.put_record", [&]() -> Result<> {
    if (value.size() > kValueBytesMax)
      return fail(Errc::too_large, "store.put_record", "a record holds at most 64 KiB");
    db_.run(
        "INSERT INTO record (area, record_key, value) VALUES (:area, :record_key, :value) "
        "ON CONFLICT (area, record_key) DO UPDATE SET value = excluded.value",
        {area, key, value});
    return {};
  });
}

Result<> SqlRecords::remove(std::string_view area, std::string_view key) {
  return db_.attempt("store.remove_record", [&]() -> Result<> {
    db_.run("DELETE FROM record WHERE area = :area AND record_key = :record_key", {area, key});
    return {};
  });
}

Result<ports::RecordStore::Terms> SqlRecords::terms() const {
  return db_.attempt("store.terms", [&]() -> Result<Terms> { return read_terms(db_); });
}

Result<std::optional<ports::RecordStore::Terms>> SqlRecords::find_terms(
    std::int64_t version) const {
  return db_.attempt("store.find_terms", [&]() -> Result<std::optional<Terms>> {
    Rows rows(db_,
              "SELECT version, markdown, created_at FROM terms WHERE version = :version LIMIT 1",
              {version});
    return next_terms(rows);
  });
}

Result<std::int64_t> SqlRecords::put_terms(std::string_view markdown, Timestamp now) {
  return db_.attempt("store.put_terms", [&]() -> Result<std::int64_t> {
    const Terms newest = read_terms(db_);
    if (newest.version > 0 && newest.markdown == markdown) return newest.version;
    db_.run(
        "INSERT INTO terms (version, markdown, created_at) "
        "VALUES (:version, :markdown, :created_at)",
        {newest.version + 1, markdown, now});
    return newest.version + 1;
  });
}

}  // namespace aan::store_sql
