#include "adapters/store_sql/sql_library_keys.hpp"

#include <algorithm>

#include "adapters/store_sql/engine/rows.hpp"
#include "base/codec.hpp"

#define AAN_KEY_COLUMNS                                                                 \
  "SELECT id, customer_id, kind, key_index, key_wrapped, public_sealed, label_sealed, " \
  "sign_count, created_at, used_at FROM library_key "

namespace aan::store_sql {

using customer::LibraryKey;
using MaybeKey = std::optional<LibraryKey>;

namespace {

constexpr std::int64_t kKeysMax = 100;

LibraryKey key_in(Rows& rows) {
  LibraryKey key;
  key.id = rows.id<customer::LibraryKeyId>();
  key.customer_id = rows.id<customer::CustomerId>();
  key.kind = rows.named(customer::find_key_kind);
  key.key_index = rows.text();
  key.key_wrapped = rows.sealed();
  key.public_sealed = rows.sealed();
  key.label_sealed = rows.sealed();
  key.sign_count = rows.number();
  key.created_at = rows.time();
  key.used_at = rows.maybe_time();
  return key;
}

}  // namespace

Result<MaybeKey> SqlLibraryKeys::find_key(std::string_view key_index) const {
  return db_.attempt("store.find_library_key", [&]() -> Result<MaybeKey> {
    Rows rows(db_, AAN_KEY_COLUMNS "WHERE key_index = :key_index LIMIT 1", {key_index});
    return rows.next() ? MaybeKey(key_in(rows)) : std::nullopt;
  });
}

Result<std::vector<LibraryKey>> SqlLibraryKeys::keys_of(const customer::CustomerId& id,
                                                        std::int64_t limit) const {
  return db_.attempt("store.library_keys_of", [&]() -> Result<std::vector<LibraryKey>> {
    std::vector<LibraryKey> keys;
    Rows rows(db_,
              AAN_KEY_COLUMNS
              "WHERE customer_id = :customer_id ORDER BY created_at, id LIMIT :limit",
              {id, std::clamp<std::int64_t>(limit, 1, kKeysMax)});
    while (rows.next()) keys.push_back(key_in(rows));
    return keys;
  });
}

Result<> SqlLibraryKeys::add_key(const LibraryKey& key) {
  return db_.attempt("store.add_library_key", [&]() -> Result<> {
    const std::string wrapped = base64url(key.key_wrapped);
    const std::string key_itself = base64url(key.public_sealed);
    const std::string label = base64url(key.label_sealed);
    const std::int64_t added = db_.run(
        "INSERT INTO library_key (id, customer_id, kind, key_index, key_wrapped, public_sealed, "
        "label_sealed, sign_count, created_at, used_at) VALUES (:id, :customer_id, :kind, "
        ":key_index, :key_wrapped, :public_sealed, :label_sealed, :sign_count, :created_at, NULL) "
        "ON CONFLICT DO NOTHING",
        {key.id, key.customer_id, name_of(key.kind), key.key_index, wrapped, key_itself, label,
         key.sign_count, key.created_at});
    if (added == 1) return {};
    return fail(Errc::conflict, "store.add_library_key", "the key is there already");
  });
}

Result<bool> SqlLibraryKeys::remove_key(const customer::CustomerId& library,
                                        const customer::LibraryKeyId& id) {
  return db_.attempt("store.remove_library_key", [&]() -> Result<bool> {
    return db_.run("DELETE FROM library_key WHERE id = :id AND customer_id = :customer_id",
                   {id, library}) == 1;
  });
}

Result<bool> SqlLibraryKeys::use_key(const customer::LibraryKeyId& id, std::int64_t sign_count,
                                     Timestamp at) {
  return db_.attempt("store.use_library_key", [&]() -> Result<bool> {
    return db_.run(
               "UPDATE library_key SET sign_count = :sign_count, used_at = :used_at WHERE id = :id "
               "AND (sign_count < :above OR (sign_count = 0 AND :none = 0))",
               {sign_count, at, id, sign_count, sign_count}) == 1;
  });
}

Result<bool> SqlLibraryKeys::use_proof(std::string_view digest, Timestamp at) {
  return db_.attempt("store.use_library_proof", [&]() -> Result<bool> {
    return db_.run(
               "INSERT INTO library_key_proof (digest, used_at) VALUES (:digest, :used_at) "
               "ON CONFLICT DO NOTHING",
               {hex(digest), at}) == 1;
  });
}

Result<std::int64_t> SqlLibraryKeys::purge_proofs(Timestamp before) {
  return db_.attempt("store.purge_library_proofs", [&]() -> Result<std::int64_t> {
    return db_.run("DELETE FROM library_key_proof WHERE used_at < :before", {before});
  });
}

}  // namespace aan::store_sql
