#include "adapters/store_sql/sql_customers.hpp"

#include <algorithm>

#include "adapters/store_sql/bought_first.hpp"
#include "adapters/store_sql/engine/rows.hpp"
#include "base/codec.hpp"

#define AAN_CUSTOMER_COLUMNS                                                                \
  "SELECT c.id, c.key_wrapped, c.address_sealed, c.address_index, c.locale, c.created_at, " \
  "c.wants_versions "

namespace aan::store_sql {

using MaybeCustomer = std::optional<customer::Customer>;

namespace {

constexpr std::int64_t kForgottenMax = 500;

MaybeCustomer read_customer(Connection& db, Sql sql, std::string_view key) {
  Rows rows(db, sql, {key});
  if (!rows.next()) return std::nullopt;
  customer::Customer it;
  it.id = rows.id<customer::CustomerId>();
  it.key_wrapped = rows.sealed();
  it.address_sealed = rows.sealed();
  it.address_index = rows.maybe_text().value_or("");
  it.locale = rows.text();
  it.created_at = rows.time();
  it.wants_versions = rows.flag();
  return it;
}

}  // namespace

Result<MaybeCustomer> SqlCustomers::find_customer(const customer::CustomerId& id) const {
  return db_.attempt("store.find_customer", [&]() -> Result<MaybeCustomer> {
    return read_customer(db_, AAN_CUSTOMER_COLUMNS "FROM customer c WHERE c.id = :id LIMIT 1",
                         id.value);
  });
}

Result<MaybeCustomer> SqlCustomers::find_customer_by_index(std::string_view index) const {
  return db_.attempt("store.find_customer_by_index", [&]() -> Result<MaybeCustomer> {
    return read_customer(
        db_, AAN_CUSTOMER_COLUMNS "FROM customer c WHERE c.address_index = :address_index LIMIT 1",
        index);
  });
}

Result<MaybeCustomer> SqlCustomers::customer_of(const sales::OrderId& id) const {
  return db_.attempt("store.customer_of", [&]() -> Result<MaybeCustomer> {
    return read_customer(db_,
                         AAN_CUSTOMER_COLUMNS
                         "FROM customer c JOIN customer_order o ON o.customer_id = c.id "
                         "WHERE o.order_id = :order_id LIMIT 1",
                         id.value);
  });
}

Result<std::vector<sales::OrderId>> SqlCustomers::orders_of(const customer::CustomerId& id,
                                                            std::int64_t limit) const {
  using Orders = std::vector<sales::OrderId>;
  return db_.attempt("store.orders_of", [&]() -> Result<Orders> {
    Orders orders;
    Rows rows(db_,
              "SELECT b.id FROM (SELECT o.id, o.created_at FROM customer_order c JOIN orders o "
              "ON o.id = c.order_id WHERE c.customer_id = :customer_id "
              "ORDER BY " AAN_BOUGHT_FIRST " LIMIT :limit) b ORDER BY b.created_at DESC, b.id DESC",
              {id, std::clamp<std::int64_t>(limit, 1, kOrdersMax)});
    while (rows.next()) orders.push_back(rows.id<sales::OrderId>());
    return orders;
  });
}

Result<> SqlCustomers::add_customer(const customer::Customer& it) {
  return db_.attempt("store.add_customer", [&]() -> Result<> {
    const std::string key = base64url(it.key_wrapped);
    const std::string address = base64url(it.address_sealed);
    const std::optional<std::string_view> index =
        it.address_index.empty() ? std::nullopt : std::optional<std::string_view>(it.address_index);
    const std::int64_t added = db_.run(
        "INSERT INTO customer (id, key_wrapped, address_sealed, address_index, locale, created_at) "
        "VALUES (:id, :key_wrapped, :address_sealed, :address_index, :locale, :created_at) "
        "ON CONFLICT DO NOTHING",
        {it.id, key, address, index, it.locale, it.created_at});
    if (added == 1) return {};
    return fail(Errc::conflict, "store.add_customer", "this customer is there");
  });
}

Result<> SqlCustomers::add_order_of(const customer::CustomerId& id, const sales::OrderId& order) {
  return db_.attempt("store.add_order_of", [&]() -> Result<> {
    const std::int64_t added = db_.run(
        "INSERT INTO customer_order (order_id, customer_id) VALUES (:order_id, :customer_id) "
        "ON CONFLICT DO NOTHING",
        {order, id});
    if (added == 1) return {};
    return fail(Errc::conflict, "store.add_order_of", "the order has its address");
  });
}

Result<> SqlCustomers::set_wants_versions(const customer::CustomerId& id, bool wants) {
  return db_.attempt("store.set_wants_versions", [&]() -> Result<> {
    db_.run("UPDATE customer SET wants_versions = :wants WHERE id = :id", {wants, id});
    return {};
  });
}

Result<std::int64_t> SqlCustomers::forget_addresses(Timestamp before, std::int64_t limit) {
  return db_.attempt("store.forget_addresses", [&]() -> Result<std::int64_t> {
    return db_.run(
        "UPDATE customer SET key_wrapped = '', address_sealed = '', address_index = NULL "
        "WHERE id IN (SELECT c.id FROM customer c WHERE c.address_index IS NOT NULL "
        "AND c.keeps_address = 0 AND NOT (c.wants_versions = 1 AND EXISTS (SELECT 1 FROM "
        "customer_order v JOIN orders d ON d.id = v.order_id WHERE v.customer_id = c.id "
        "AND d.fulfilled_at IS NOT NULL)) "
        "AND NOT EXISTS (SELECT 1 FROM customer_order w JOIN preorder p ON p.order_id = w.order_id "
        "WHERE w.customer_id = c.id AND (p.released_at IS NULL OR p.released_at >= "
        ":released_before)) "
        "AND NOT EXISTS (SELECT 1 FROM address_change h WHERE h.previous_id = c.id "
        "AND h.closed_at IS NULL AND h.back_digest IS NOT NULL) "
        "AND c.created_at < :made_before AND NOT EXISTS (SELECT 1 FROM customer_order l "
        "JOIN orders o ON o.id = l.order_id WHERE l.customer_id = c.id "
        "AND COALESCE(o.fulfilled_at, o.created_at) >= :before) LIMIT :limit)",
        {before, before, before, std::clamp<std::int64_t>(limit, 1, kForgottenMax)});
  });
}

}  // namespace aan::store_sql
