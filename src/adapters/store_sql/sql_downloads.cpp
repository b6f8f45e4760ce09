#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/sql_sales.hpp"
#include "base/codec.hpp"

namespace aan::store_sql {

using MaybeDownload = std::optional<sales::DownloadToken>;
using MaybeRecord = std::optional<ports::IdempotencyRecord>;

Result<MaybeDownload> SqlSales::find_download(std::string_view token_digest) const {
  return db_.attempt("store.find_download", [&]() -> Result<MaybeDownload> {
    Rows rows(db_,
              "SELECT token_digest, grant_id, order_id, file_id, bytes_left, expires_at "
              "FROM download_token WHERE token_digest = :token_digest LIMIT 1",
              {hex(token_digest)});
    if (!rows.next()) return MaybeDownload{};
    sales::DownloadToken token;
    token.token_digest = rows.digest();
    token.grant_id = rows.id<sales::GrantId>();
    token.order_id = rows.id<sales::OrderId>();
    token.file_id = rows.id<catalog::FileId>();
    token.bytes_left = rows.size();
    token.expires_at = rows.time();
    return token;
  });
}

Result<> SqlSales::add_download(const sales::DownloadToken& t) {
  return db_.attempt("store.add_download", [&]() -> Result<> {
    const std::int64_t added = db_.run(
        "INSERT INTO download_token (token_digest, grant_id, order_id, file_id, bytes_left, "
        "expires_at) VALUES (:token_digest, :grant_id, :order_id, :file_id, :bytes_left, "
        ":expires_at) ON CONFLICT (token_digest) DO NOTHING",
        {hex(t.token_digest), t.grant_id, t.order_id, t.file_id, t.bytes_left, t.expires_at});
    if (added == 1) return {};
    return fail(Errc::conflict, "store.add_download", "this token is there already");
  });
}

Result<bool> SqlSales::take_bytes(std::string_view token_digest, std::uint64_t bytes) {
  return db_.attempt("store.take_bytes", [&]() -> Result<bool> {
    const bool is_enough = db_.run(
                               "UPDATE download_token SET bytes_left = bytes_left - :taken "
                               "WHERE token_digest = :token_digest AND bytes_left >= :asked",
                               {bytes, hex(token_digest), bytes}) == 1;
    if (is_enough) return true;
    db_.run(
        "UPDATE download_token SET bytes_left = 0 "
        "WHERE token_digest = :token_digest AND bytes_left > 0",
        {hex(token_digest)});
    return false;
  });
}

Result<bool> SqlSales::give_back_use(std::string_view token_digest, std::uint64_t bytes_spare) {
  return db_.attempt("store.give_back_use", [&]() -> Result<bool> {
    sales::GrantId grant;
    {
      Rows rows(db_,
                "UPDATE download_token SET bytes_left = 0 WHERE token_digest = :token_digest "
                "AND bytes_left > :bytes_spare RETURNING grant_id",
                {hex(token_digest), bytes_spare});
      if (!rows.next()) return false;
      grant = rows.id<sales::GrantId>();
    }
    db_.run(
        "UPDATE download_grant SET uses_left = uses_left + 1 "
        "WHERE id = :id AND uses_left < :uses_max",
        {grant, sales::kGrantUses});
    return true;
  });
}

Result<MaybeRecord> SqlSales::find_idempotency(std::string_view scope, std::string_view key) const {
  return db_.attempt("store.find_idempotency", [&]() -> Result<MaybeRecord> {
    Rows rows(db_,
              "SELECT scope, idempotency_key, request_digest, answer_sealed, at FROM idempotency "
              "WHERE scope = :scope AND idempotency_key = :key LIMIT 1",
              {scope, key});
    if (!rows.next()) return MaybeRecord{};
    ports::IdempotencyRecord record;
    record.scope = rows.text();
    record.key = rows.text();
    record.request_digest = rows.digest();
    record.answer_sealed = rows.sealed();
    record.at = rows.time();
    return record;
  });
}

Result<> SqlSales::add_idempotency(const ports::IdempotencyRecord& r) {
  return db_.attempt("store.add_idempotency", [&]() -> Result<> {
    const std::int64_t added = db_.run(
        "INSERT INTO idempotency (scope, idempotency_key, request_digest, answer_sealed, at) "
        "VALUES (:scope, :key, :request_digest, :answer_sealed, :at) "
        "ON CONFLICT (scope, idempotency_key) DO NOTHING",
        {r.scope, r.key, hex(r.request_digest), base64url(r.answer_sealed), r.at});
    if (added == 1) return {};
    return fail(Errc::conflict, "store.add_idempotency", "this key was stored meanwhile");
  });
}

Result<std::int64_t> SqlSales::purge(Timestamp idempotency_before, Timestamp downloads_before) {
  return db_.attempt("store.purge", [&]() -> Result<std::int64_t> {
    return db_.run("DELETE FROM idempotency WHERE at < :before", {idempotency_before}) +
           db_.run("DELETE FROM download_token WHERE expires_at < :before", {downloads_before});
  });
}

}  // namespace aan::store_sql
