#include "adapters/store_sql/sql_stock.hpp"

#include <algorithm>

#include "adapters/store_sql/catalog_parts.hpp"
#include "adapters/store_sql/engine/rows.hpp"

namespace aan::store_sql {
namespace {

constexpr Sql kTake =
    "UPDATE offer SET copies_left = copies_left - 1 WHERE id = :id AND copies_left > 0 "
    "RETURNING copies_left, work_id";
constexpr Sql kGiveBack =
    "UPDATE offer SET copies_left = copies_left + 1 WHERE id = :id AND copies_left IS NOT NULL "
    "RETURNING copies_left, work_id";

// Moves one copy; whether there was one to move. Pages speak of few copies only, so that a sale
// out of many leaves every cached page as it is.
bool move_copy(Connection& db, Sql sql, const catalog::OfferId& offer) {
  std::int64_t left = 0;
  catalog::WorkId work;
  {
    Rows rows(db, sql, {offer});
    if (!rows.next()) return false;
    left = rows.number();
    work = rows.id<catalog::WorkId>();
  }
  if (left <= catalog::kFewCopies + 1) touch_work(db, work);
  return true;
}

bool is_limited(Connection& db, const catalog::OfferId& offer) {
  Rows rows(db, "SELECT copies_left FROM offer WHERE id = :id LIMIT 1", {offer});
  return rows.only().maybe_number().has_value();
}

// The offers of which the order changes hands, in one order for everybody.
std::vector<catalog::OfferId> mark(Connection& db, const sales::OrderId& order, bool is_held) {
  std::vector<catalog::OfferId> offers;
  {
    Rows rows(
        db,
        "UPDATE stock_hold SET is_held = :is_held, held_until = NULL WHERE order_id = :order_id "
        "AND is_held <> :already RETURNING offer_id",
        {is_held, order, is_held});
    while (rows.next()) offers.push_back(rows.id<catalog::OfferId>());
  }
  std::ranges::sort(offers);
  return offers;
}

}  // namespace

Result<ports::Held> SqlStock::hold_copy(const catalog::OfferId& offer,
                                        const sales::OrderId& order) {
  return db_.attempt("store.hold_copy", [&]() -> Result<ports::Held> {
    if (!move_copy(db_, kTake, offer))
      return is_limited(db_, offer) ? ports::Held::none_left : ports::Held::unlimited;
    db_.run("INSERT INTO stock_hold (order_id, offer_id, is_held) VALUES (:order_id, :offer_id, 1)",
            {order, offer});
    return ports::Held::held;
  });
}

Result<> SqlStock::release_copies(const sales::OrderId& order) {
  return db_.attempt("store.release_copies", [&]() -> Result<> {
    for (const catalog::OfferId& offer : mark(db_, order, false)) move_copy(db_, kGiveBack, offer);
    return {};
  });
}

Result<bool> SqlStock::has_copies(const sales::OrderId& order) const {
  return db_.attempt("store.has_copies", [&]() -> Result<bool> {
    Rows rows(db_, "SELECT 1 FROM stock_hold WHERE order_id = :order_id LIMIT 1", {order});
    return rows.next();
  });
}

Result<bool> SqlStock::can_retake_copies(const sales::OrderId& order) const {
  return db_.attempt("store.can_retake_copies", [&]() -> Result<bool> {
    Rows rows(db_,
              "SELECT COUNT(*) FROM stock_hold h JOIN offer o ON o.id = h.offer_id "
              "WHERE h.order_id = :order_id AND h.is_held = 0 AND o.copies_left = 0 LIMIT 1",
              {order});
    return rows.only().number() == 0;
  });
}

Result<std::vector<catalog::OfferId>> SqlStock::retake_copies(const sales::OrderId& order) {
  using Offers = std::vector<catalog::OfferId>;
  return db_.attempt("store.retake_copies", [&]() -> Result<Offers> {
    Offers oversold;
    for (const catalog::OfferId& offer : mark(db_, order, true))
      if (!move_copy(db_, kTake, offer) && is_limited(db_, offer)) oversold.push_back(offer);
    return oversold;
  });
}

}  // namespace aan::store_sql
