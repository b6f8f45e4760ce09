#include <algorithm>

#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/sql_sales.hpp"

#define AAN_PREORDER_COLUMNS                                                                     \
  "SELECT p.order_line_id, p.order_id, p.offer_id, o.release_at, p.released_at FROM preorder p " \
  "JOIN offer o ON o.id = p.offer_id "

namespace aan::store_sql {
namespace {

using Preorders = std::vector<sales::Preorder>;

constexpr std::int64_t kLinesMax = 1000;

Preorders read_all(Connection& db, Sql sql, Values of) {
  Preorders all;
  Rows rows(db, sql, of);
  while (rows.next()) {
    sales::Preorder& one = all.emplace_back();
    one.line_id = rows.id<sales::OrderLineId>();
    one.order_id = rows.id<sales::OrderId>();
    one.offer_id = rows.id<catalog::OfferId>();
    one.release_at = rows.maybe_time();
    one.released_at = rows.maybe_time();
  }
  return all;
}

}  // namespace

Result<Preorders> SqlSales::preorders(const sales::OrderId& id) const {
  return db_.attempt("store.preorders", [&]() -> Result<Preorders> {
    return read_all(db_,
                    AAN_PREORDER_COLUMNS
                    "JOIN order_line l ON l.id = p.order_line_id "
                    "WHERE p.order_id = :order_id ORDER BY l.position "
                    "LIMIT 100",
                    {id});
  });
}

Result<Preorders> SqlSales::due_preorders(Timestamp now, std::int64_t limit) const {
  return db_.attempt("store.due_preorders", [&]() -> Result<Preorders> {
    return read_all(
        db_,
        AAN_PREORDER_COLUMNS
        "WHERE p.released_at IS NULL AND (o.release_at IS NULL OR o.release_at <= :now) "
        "ORDER BY p.made_at, p.order_line_id LIMIT :limit",
        {now, std::clamp<std::int64_t>(limit, 1, kLinesMax)});
  });
}

Result<bool> SqlSales::add_preorder(const sales::OrderLine& line, const sales::OrderId& order,
                                    Timestamp now) {
  return db_.attempt("store.add_preorder", [&]() -> Result<bool> {
    return db_.run(
               "INSERT INTO preorder (order_line_id, order_id, offer_id, made_at) "
               "SELECT CAST(:line_id AS TEXT), CAST(:order_id AS TEXT), CAST(:offer_id AS TEXT), "
               "CAST(:now AS BIGINT) WHERE NOT EXISTS "
               "(SELECT 1 FROM entitlement e WHERE e.order_line_id = :of_line) "
               "ON CONFLICT (order_line_id) DO NOTHING",
               {line.id, order, line.quoted.offer_id, now, line.id}) == 1;
  });
}

Result<bool> SqlSales::release_preorder(const sales::OrderLineId& line, Timestamp now) {
  return db_.attempt("store.release_preorder", [&]() -> Result<bool> {
    return db_.run(
               "UPDATE preorder SET released_at = :released_at WHERE order_line_id = :line_id "
               "AND released_at IS NULL AND EXISTS (SELECT 1 FROM offer o WHERE "
               "o.id = preorder.offer_id AND (o.release_at IS NULL OR o.release_at <= :now))",
               {now, line, now}) == 1;
  });
}

}  // namespace aan::store_sql
