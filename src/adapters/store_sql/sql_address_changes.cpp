#include "adapters/store_sql/sql_address_changes.hpp"

#include "adapters/store_sql/engine/rows.hpp"
#include "base/codec.hpp"

#define AAN_CHANGE_COLUMNS                                                                \
  "SELECT id, order_id, key_wrapped, address_sealed, locale, link_key_id, token_digest, " \
  "created_at, used_at, previous_id, back_digest, closed_at FROM address_change "

namespace aan::store_sql {

using customer::AddressChange;
using MaybeChange = std::optional<AddressChange>;

namespace {

constexpr std::int64_t kStandingMax = 100;

AddressChange change_of(Rows& rows) {
  AddressChange it;
  it.id = rows.id<customer::AddressChangeId>();
  it.order_id = rows.text();
  it.key_wrapped = rows.sealed();
  it.address_sealed = rows.sealed();
  it.locale = rows.text();
  it.link_key_id = rows.text();
  it.token_digest = rows.digest();
  it.created_at = rows.time();
  it.used_at = rows.maybe_time();
  if (auto previous = rows.maybe_text()) it.previous = customer::CustomerId{*std::move(previous)};
  it.back_digest = parse_hex(rows.maybe_text().value_or("")).value_or("");
  it.closed_at = rows.maybe_time();
  return it;
}

MaybeChange one_of(Rows& rows) { return rows.next() ? MaybeChange(change_of(rows)) : std::nullopt; }

}  // namespace

Result<MaybeChange> SqlAddressChanges::find_change(const customer::AddressChangeId& id) const {
  return db_.attempt("store.find_change", [&]() -> Result<MaybeChange> {
    Rows rows(db_, AAN_CHANGE_COLUMNS "WHERE id = :id LIMIT 1", {id});
    return one_of(rows);
  });
}

Result<MaybeChange> SqlAddressChanges::find_change_by_token(std::string_view token_digest) const {
  return db_.attempt("store.find_change_by_token", [&]() -> Result<MaybeChange> {
    const std::string digest = hex(token_digest);
    Rows rows(db_, AAN_CHANGE_COLUMNS "WHERE token_digest = :token_digest LIMIT 1", {digest});
    return one_of(rows);
  });
}

Result<MaybeChange> SqlAddressChanges::find_change_by_back_token(
    std::string_view token_digest) const {
  return db_.attempt("store.find_change_by_back_token", [&]() -> Result<MaybeChange> {
    const std::string digest = hex(token_digest);
    Rows rows(db_, AAN_CHANGE_COLUMNS "WHERE back_digest = :back_digest LIMIT 1", {digest});
    return one_of(rows);
  });
}

Result<std::vector<AddressChange>> SqlAddressChanges::standing_changes(const sales::OrderId& order,
                                                                       Timestamp used_since) const {
  using Changes = std::vector<AddressChange>;
  return db_.attempt("store.standing_changes", [&]() -> Result<Changes> {
    Rows rows(db_,
              AAN_CHANGE_COLUMNS
              "WHERE order_id = :order_id AND used_at > :used_since AND closed_at IS NULL "
              "ORDER BY used_at, id LIMIT :limit",
              {order, used_since, kStandingMax});
    Changes changes;
    while (rows.next()) changes.push_back(change_of(rows));
    return changes;
  });
}

Result<std::int64_t> SqlAddressChanges::changes_since(const sales::OrderId& order,
                                                      Timestamp since) const {
  return db_.attempt("store.changes_since", [&]() -> Result<std::int64_t> {
    Rows rows(db_,
              "SELECT COUNT(*) FROM address_change WHERE order_id = :order_id AND created_at >= "
              ":since LIMIT 1",
              {order, since});
    return rows.only().number();
  });
}

Result<> SqlAddressChanges::add_change(const AddressChange& it) {
  return db_.attempt("store.add_change", [&]() -> Result<> {
    const std::string key = base64url(it.key_wrapped);
    const std::string address = base64url(it.address_sealed);
    const std::string digest = hex(it.token_digest);
    db_.run(
        "INSERT INTO address_change (id, order_id, key_wrapped, address_sealed, locale, "
        "link_key_id, token_digest, created_at, used_at, previous_id) VALUES (:id, :order_id, "
        ":key_wrapped, :address_sealed, :locale, :link_key_id, :token_digest, :created_at, NULL, "
        "NULL)",
        {it.id, it.order_id, key, address, it.locale, it.link_key_id, digest, it.created_at});
    return {};
  });
}

Result<bool> SqlAddressChanges::use_change(const customer::AddressChangeId& id,
                                           const std::optional<customer::CustomerId>& previous,
                                           std::string_view back_digest, Timestamp now) {
  return db_.attempt("store.use_change", [&]() -> Result<bool> {
    const std::string digest = hex(back_digest);
    const std::optional<std::string_view> back =
        back_digest.empty() ? std::nullopt : std::optional<std::string_view>(digest);
    const std::optional<std::string_view> whose =
        previous ? std::optional<std::string_view>(previous->value) : std::nullopt;
    return db_.run(
               "UPDATE address_change SET used_at = :now, previous_id = :previous, back_digest = "
               ":back_digest, key_wrapped = '', address_sealed = '' "
               "WHERE id = :id AND used_at IS NULL",
               {now, whose, back, id}) == 1;
  });
}

Result<> SqlAddressChanges::end_changes(const sales::OrderId& order, Timestamp now) {
  return db_.attempt("store.end_changes", [&]() -> Result<> {
    db_.run(
        "UPDATE address_change SET used_at = :now, closed_at = :closed_at, key_wrapped = '', "
        "address_sealed = '' WHERE order_id = :order_id AND used_at IS NULL",
        {now, now, order});
    return {};
  });
}

Result<> SqlAddressChanges::move_order_to(const sales::OrderId& order,
                                          const customer::CustomerId& to) {
  return db_.attempt("store.move_order_to", [&]() -> Result<> {
    db_.run(
        "INSERT INTO customer_order (order_id, customer_id) VALUES (:order_id, :customer_id) "
        "ON CONFLICT (order_id) DO UPDATE SET customer_id = excluded.customer_id",
        {order, to});
    return {};
  });
}

Result<> SqlAddressChanges::take_address_off(const sales::OrderId& order) {
  return db_.attempt("store.take_address_off", [&]() -> Result<> {
    db_.run("DELETE FROM customer_order WHERE order_id = :order_id", {order});
    return {};
  });
}

Result<> SqlAddressChanges::close_changes(const sales::OrderId& order, Timestamp now) {
  return db_.attempt("store.close_changes", [&]() -> Result<> {
    db_.run(
        "UPDATE address_change SET closed_at = :now WHERE order_id = :order_id "
        "AND used_at IS NOT NULL AND closed_at IS NULL",
        {now, order});
    return {};
  });
}

Result<std::int64_t> SqlAddressChanges::purge_changes(Timestamp before,
                                                      Timestamp unanswered_before) {
  return db_.attempt("store.purge_changes", [&]() -> Result<std::int64_t> {
    return db_.run(
        "DELETE FROM address_change WHERE created_at < :before "
        "OR (used_at IS NULL AND created_at < :unanswered_before)",
        {before, unanswered_before});
  });
}

}  // namespace aan::store_sql
