#include "adapters/store_sql/sql_api_keys.hpp"

#include <algorithm>
#include <functional>
#include <tuple>

#include "adapters/store_sql/engine/rows.hpp"
#include "base/codec.hpp"

#define AAN_API_KEY_COLUMNS                                                                       \
  "SELECT id, name, token_digest, scopes, created_by, created_at, expires_at, ended_at, used_at " \
  "FROM api_key "

namespace aan::store_sql {
namespace {

using desk::ApiKey;
constexpr std::int64_t kListedMax = 500;

ApiKey key_of(Rows& rows) {
  ApiKey key;
  key.id = rows.id<desk::ApiKeyId>();
  key.name = rows.text();
  key.token_digest = rows.digest();
  // A scope that this program does not know gives nothing.
  if (auto scopes = desk::parse_scopes(rows.text())) key.scopes = *std::move(scopes);
  key.created_by = rows.text();
  key.created_at = rows.time();
  key.expires_at = rows.maybe_time();
  key.ended_at = rows.maybe_time();
  key.used_at = rows.maybe_time();
  return key;
}

}  // namespace

Result<std::optional<ApiKey>> SqlApiKeys::find(std::string_view token_digest) const {
  return db_.attempt("store.find_api_key", [&]() -> Result<std::optional<ApiKey>> {
    Rows rows(db_, AAN_API_KEY_COLUMNS "WHERE token_digest = :token_digest LIMIT 1",
              {hex(token_digest)});
    if (!rows.next()) return std::optional<ApiKey>{};
    return key_of(rows);
  });
}

Result<std::vector<ApiKey>> SqlApiKeys::list(std::int64_t limit) const {
  return db_.attempt("store.list_api_keys", [&]() -> Result<std::vector<ApiKey>> {
    // Those that have an end come by it, so that no number of keys whose time is over stands
    // before one that opens something.
    Rows rows(db_,
              AAN_API_KEY_COLUMNS
              "ORDER BY CASE WHEN ended_at IS NOT NULL THEN 2 WHEN expires_at IS NOT NULL THEN 1 "
              "ELSE 0 END, expires_at DESC, created_at DESC, id DESC LIMIT :limit",
              {std::clamp<std::int64_t>(limit, 1, kListedMax)});
    std::vector<ApiKey> keys;
    while (rows.next()) keys.push_back(key_of(rows));
    const auto rank = [](const ApiKey& key) {
      return std::tuple(!key.ended_at.has_value(), key.created_at, key.id.value);
    };
    std::ranges::sort(keys, std::ranges::greater{}, rank);
    return keys;
  });
}

Result<std::int64_t> SqlApiKeys::live(Timestamp now) const {
  return db_.attempt("store.live_api_keys", [&]() -> Result<std::int64_t> {
    Rows rows(db_,
              "SELECT COUNT(*) FROM api_key WHERE ended_at IS NULL "
              "AND (expires_at IS NULL OR expires_at > :now) LIMIT 1",
              {now});
    return rows.only().number();
  });
}

Result<> SqlApiKeys::add(const ApiKey& key) {
  return db_.attempt("store.add_api_key", [&]() -> Result<> {
    const std::int64_t added = db_.run(
        "INSERT INTO api_key (id, name, token_digest, scopes, created_by, created_at, expires_at) "
        "VALUES (:id, :name, :token_digest, :scopes, :created_by, :created_at, :expires_at) "
        "ON CONFLICT DO NOTHING",
        {key.id, key.name, hex(key.token_digest), desk::text_of(key.scopes), key.created_by,
         key.created_at, key.expires_at});
    if (added == 1) return {};
    return refuse(Errc::conflict, "store.add_api_key", "A key has that name already, or had it.",
                  "api_key_taken");
  });
}

Result<bool> SqlApiKeys::end(std::string_view name, Timestamp now) {
  return db_.attempt("store.end_api_key", [&]() -> Result<bool> {
    return db_.run("UPDATE api_key SET ended_at = :now WHERE name = :name AND ended_at IS NULL",
                   {now, name}) == 1;
  });
}

Result<> SqlApiKeys::note_use(const desk::ApiKeyId& id, Timestamp at) {
  return db_.attempt("store.use_api_key", [&]() -> Result<> {
    db_.run(
        "UPDATE api_key SET used_at = :at WHERE id = :id AND (used_at IS NULL OR used_at < "
        ":before)",
        {at, id, at});
    return {};
  });
}

}  // namespace aan::store_sql
