#include <algorithm>

#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/sql_sales.hpp"

namespace aan::store_sql {
namespace {

constexpr std::int64_t kPurgeMax = 500;

std::vector<sales::OrderId> never_paid(Connection& db, Timestamp created_before,
                                       Timestamp monitored_before, std::int64_t limit) {
  std::vector<sales::OrderId> ids;
  Rows rows(db,
            "SELECT o.id FROM orders o WHERE o.state = 'cancelled' AND o.paid_at IS NULL "
            "AND o.created_at < :created_before "
            "AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.order_id = o.id) "
            "AND NOT EXISTS (SELECT 1 FROM journal_entry j WHERE j.order_id = o.id) "
            "AND NOT EXISTS (SELECT 1 FROM entitlement e WHERE e.order_id = o.id) "
            "AND NOT EXISTS (SELECT 1 FROM payment_intent i WHERE i.order_id = o.id "
            "AND (i.monitor_until >= :monitored_before "
            "OR (i.provider_ref <> '' AND i.next_poll_at < i.monitor_until))) "
            "ORDER BY o.created_at, o.id LIMIT :limit",
            {created_before, monitored_before, std::clamp<std::int64_t>(limit, 1, kPurgeMax)});
  while (rows.next()) ids.push_back(rows.id<sales::OrderId>());
  return ids;
}

void add_attempts(Connection& db, const sales::OrderId& id,
                  std::vector<ports::PurgedAttempt>& attempts) {
  Rows rows(db,
            "SELECT id, provider, provider_ref FROM payment_intent WHERE order_id = :order_id "
            "ORDER BY id LIMIT 1000",
            {id});
  while (rows.next()) {
    ports::PurgedAttempt& attempt = attempts.emplace_back();
    attempt.id = rows.id<payment::IntentId>();
    attempt.provider = rows.text();
    attempt.provider_ref = rows.text();
  }
}

void remove_order(Connection& db, const sales::OrderId& id) {
  // The effect that would begin an attempt goes with it: it would name nothing.
  db.run(
      "DELETE FROM queue_job WHERE queue = 'outbox' AND dedupe_key IN "
      "(SELECT 'begin:' || i.id FROM payment_intent i WHERE i.order_id = :order_id)",
      {id});
  db.run("DELETE FROM payment_intent WHERE order_id = :order_id", {id});
  db.run("DELETE FROM order_hold WHERE order_id = :order_id", {id});
  db.run("DELETE FROM scarce_take WHERE order_id = :order_id", {id});
  db.run("DELETE FROM stock_hold WHERE order_id = :order_id", {id});
  db.run("DELETE FROM order_tax_number WHERE order_id = :order_id", {id});
  db.run("DELETE FROM gift WHERE order_id = :order_id", {id});
  db.run("DELETE FROM tax_evidence WHERE order_id = :order_id", {id});
  db.run("DELETE FROM library_order WHERE order_id = :order_id", {id});
  db.run("DELETE FROM address_change WHERE order_id = :order_id", {id});
  db.run("DELETE FROM reader_letter WHERE order_id = :order_id", {id});
  db.run("DELETE FROM customer_order WHERE order_id = :order_id", {id});
  db.run("DELETE FROM coupon_use WHERE order_id = :order_id", {id});
  db.run("DELETE FROM order_event WHERE order_id = :order_id", {id});
  db.run(
      "DELETE FROM order_line_file WHERE order_line_id IN "
      "(SELECT l.id FROM order_line l WHERE l.order_id = :order_id)",
      {id});
  db.run("DELETE FROM order_line WHERE order_id = :order_id", {id});
  db.run("DELETE FROM orders WHERE id = :order_id", {id});
}

}  // namespace

Result<ports::PurgedOrders> SqlSales::purge_unpaid(Timestamp created_before,
                                                   Timestamp monitored_before, std::int64_t limit) {
  return db_.attempt("store.purge_unpaid", [&]() -> Result<ports::PurgedOrders> {
    ports::PurgedOrders purged;
    for (const auto& id : never_paid(db_, created_before, monitored_before, limit)) {
      add_attempts(db_, id, purged.attempts);
      remove_order(db_, id);
      ++purged.orders;
    }
    return purged;
  });
}

}  // namespace aan::store_sql
