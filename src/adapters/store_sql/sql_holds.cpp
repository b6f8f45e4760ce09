#include "adapters/store_sql/sql_holds.hpp"

#include <algorithm>

#include "adapters/store_sql/catalog_parts.hpp"
#include "adapters/store_sql/engine/rows.hpp"

namespace aan::store_sql {
namespace {

constexpr std::int64_t kDueMax = 500;

// Pages say when a copy may be free again only where there is none now: those are made anew.
void touch_where_none_is_left(Connection& db, std::vector<catalog::OfferId> offers) {
  std::ranges::sort(offers);
  for (const catalog::OfferId& offer : offers) {
    catalog::WorkId work;
    {
      Rows rows(db, "SELECT work_id FROM offer WHERE id = :id AND copies_left = 0 LIMIT 1",
                {offer});
      if (rows.next()) work = rows.id<catalog::WorkId>();
    }
    if (!work.empty()) touch_work(db, work);
  }
}

std::vector<catalog::OfferId> offers_of(Rows& rows) {
  std::vector<catalog::OfferId> offers;
  while (rows.next()) offers.push_back(rows.id<catalog::OfferId>());
  return offers;
}

}  // namespace

Result<std::optional<sales::Hold>> SqlHolds::find_hold(const sales::OrderId& order) const {
  using MaybeHold = std::optional<sales::Hold>;
  return db_.attempt("store.find_hold", [&]() -> Result<MaybeHold> {
    Rows rows(db_,
              "SELECT held_until, sender_digest FROM order_hold WHERE order_id = :order_id LIMIT 1",
              {order});
    if (!rows.next()) return std::nullopt;
    const Timestamp until = rows.time();
    return sales::Hold{order, until, rows.text()};
  });
}

Result<std::vector<sales::OrderId>> SqlHolds::due_holds(Timestamp now, std::int64_t limit) const {
  using Orders = std::vector<sales::OrderId>;
  return db_.attempt("store.due_holds", [&]() -> Result<Orders> {
    Rows rows(db_,
              "SELECT order_id FROM order_hold WHERE held_until <= :now "
              "ORDER BY held_until, order_id LIMIT :limit",
              {now, std::clamp<std::int64_t>(limit, 1, kDueMax)});
    Orders orders;
    while (rows.next()) orders.push_back(rows.id<sales::OrderId>());
    return orders;
  });
}

Result<ports::HoldsOfSender> SqlHolds::holds_of(std::string_view sender) const {
  return db_.attempt("store.holds_of", [&]() -> Result<ports::HoldsOfSender> {
    Rows rows(db_,
              "SELECT COUNT(*), MIN(held_until) FROM order_hold "
              "WHERE sender_digest = :sender AND sender_digest <> '' LIMIT 1",
              {sender});
    rows.only();
    const std::int64_t orders = rows.number();
    return ports::HoldsOfSender{orders, rows.maybe_time()};
  });
}

Result<std::int64_t> SqlHolds::copies_held_by(std::string_view sender,
                                              const catalog::OfferId& offer) const {
  return db_.attempt("store.copies_held_by", [&]() -> Result<std::int64_t> {
    Rows rows(db_,
              "SELECT COUNT(*) FROM order_hold t JOIN stock_hold h ON h.order_id = t.order_id "
              "WHERE t.sender_digest = :sender AND t.sender_digest <> '' "
              "AND h.offer_id = :offer_id AND h.is_held = 1 LIMIT 1",
              {sender, offer});
    return rows.only().number();
  });
}

Result<bool> SqlHolds::gave_back(const sales::OrderId& order) const {
  return db_.attempt("store.gave_back", [&]() -> Result<bool> {
    Rows rows(db_,
              "SELECT 1 FROM stock_hold h WHERE h.order_id = :order_id AND h.is_held = 0 "
              "UNION ALL SELECT 1 FROM coupon_use u JOIN coupon c ON c.id = u.coupon_id "
              "WHERE u.order_id = :same_order AND u.is_held = 0 AND c.uses_max IS NOT NULL LIMIT 1",
              {order, order});
    return rows.next();
  });
}

Result<> SqlHolds::put_hold(const sales::Hold& hold) {
  return db_.attempt("store.put_hold", [&]() -> Result<> {
    db_.run(
        "INSERT INTO order_hold (order_id, held_until, sender_digest) "
        "VALUES (:order_id, :held_until, :sender_digest) ON CONFLICT (order_id) DO UPDATE "
        "SET held_until = excluded.held_until, sender_digest = excluded.sender_digest",
        {hold.order_id, hold.until, hold.sender});
    std::vector<catalog::OfferId> offers;
    {
      Rows rows(db_,
                "UPDATE stock_hold SET held_until = :held_until WHERE order_id = :order_id "
                "AND is_held = 1 RETURNING offer_id",
                {hold.until, hold.order_id});
      offers = offers_of(rows);
    }
    touch_where_none_is_left(db_, std::move(offers));
    return {};
  });
}

Result<> SqlHolds::end_hold(const sales::OrderId& order) {
  return db_.attempt("store.end_hold", [&]() -> Result<> {
    if (db_.run("DELETE FROM order_hold WHERE order_id = :order_id", {order}) == 0) return {};
    std::vector<catalog::OfferId> offers;
    {
      Rows rows(db_,
                "UPDATE stock_hold SET held_until = NULL WHERE order_id = :order_id "
                "AND held_until IS NOT NULL RETURNING offer_id",
                {order});
      offers = offers_of(rows);
    }
    touch_where_none_is_left(db_, std::move(offers));
    return {};
  });
}

Result<sales::CopiesTaken> SqlHolds::copies_taken(const catalog::OfferId& offer) const {
  return db_.attempt("store.copies_taken", [&]() -> Result<sales::CopiesTaken> {
    Rows rows(db_,
              "SELECT COUNT(*), COUNT(h.held_until), MIN(h.held_until) FROM stock_hold h "
              "WHERE h.offer_id = :offer_id AND h.is_held = 1 LIMIT 1",
              {offer});
    rows.only();
    const std::int64_t all = rows.number();
    sales::CopiesTaken taken;
    taken.held = rows.number();
    taken.sold = all - taken.held;
    taken.held_until = rows.maybe_time();
    return taken;
  });
}

// There are few holds, and perhaps a million uses of one code: the holds are gone through.
Result<sales::UsesHeld> SqlHolds::uses_held(const sales::CouponId& coupon) const {
  return db_.attempt("store.uses_held", [&]() -> Result<sales::UsesHeld> {
    Rows rows(db_,
              "SELECT COUNT(*), MIN(t.held_until) FROM order_hold t CROSS JOIN coupon_use u "
              "WHERE u.order_id = t.order_id AND u.coupon_id = :coupon_id AND u.is_held = 1 "
              "LIMIT 1",
              {coupon});
    rows.only();
    const std::int64_t held = rows.number();
    return sales::UsesHeld{held, rows.maybe_time()};
  });
}

Result<ports::TakesOfSender> SqlHolds::takes_of(std::string_view sender, bool is_free,
                                                Timestamp since) const {
  return db_.attempt("store.takes_of", [&]() -> Result<ports::TakesOfSender> {
    Rows rows(db_,
              "SELECT COUNT(*), MIN(taken_at) FROM scarce_take WHERE sender_digest = :sender "
              "AND is_free = :is_free AND taken_at > :since LIMIT 1",
              {sender, is_free, since});
    rows.only();
    const std::int64_t takes = rows.number();
    return ports::TakesOfSender{takes, rows.maybe_time()};
  });
}

Result<> SqlHolds::add_take(const sales::ScarceTake& take) {
  return db_.attempt("store.add_take", [&]() -> Result<> {
    db_.run(
        "INSERT INTO scarce_take (order_id, taken_at, sender_digest, is_free) VALUES (:order_id, "
        ":taken_at, :sender_digest, :is_free) ON CONFLICT DO NOTHING",
        {take.order_id, take.at, take.sender, take.is_free});
    return {};
  });
}

Result<> SqlHolds::forget_takes(const sales::OrderId& order) {
  return db_.attempt("store.forget_takes", [&]() -> Result<> {
    db_.run("DELETE FROM scarce_take WHERE order_id = :order_id AND is_free = 0", {order});
    return {};
  });
}

Result<std::int64_t> SqlHolds::purge_takes(Timestamp before) {
  return db_.attempt("store.purge_takes", [&]() -> Result<std::int64_t> {
    return db_.run("DELETE FROM scarce_take WHERE taken_at < :before", {before});
  });
}

}  // namespace aan::store_sql
