#include "adapters/store_sql/sql_coupons.hpp"

#include <algorithm>

#include "adapters/store_sql/engine/rows.hpp"

#define AAN_COUPON_COLUMNS                                                               \
  "SELECT id, code, percent_bps, off_amount, off_asset, minimum_amount, minimum_asset, " \
  "starts_at, ends_at, uses_max, uses, created_at FROM coupon "

namespace aan::store_sql {
namespace {

using MaybeCoupon = std::optional<sales::Coupon>;

constexpr std::int64_t kPageMax = 100;

std::optional<std::int64_t> amount_of(const std::optional<Money>& money) {
  return money ? std::optional(money->amount) : std::nullopt;
}
std::optional<std::string_view> asset_of(const std::optional<Money>& money) {
  return money ? std::optional(money->asset.code()) : std::nullopt;
}

sales::Coupon coupon_of(Rows& rows) {
  sales::Coupon coupon;
  coupon.id = rows.id<sales::CouponId>();
  coupon.code = rows.text();
  coupon.percent_bps = rows.number();
  coupon.amount_off = rows.maybe_money();
  coupon.minimum = rows.maybe_money();
  coupon.starts_at = rows.maybe_time();
  coupon.ends_at = rows.maybe_time();
  coupon.uses_max = rows.maybe_number();
  coupon.uses = rows.number();
  coupon.created_at = rows.time();
  return coupon;
}

void add_works(Connection& db, sales::Coupon& coupon) {
  Rows rows(db,
            "SELECT work_id FROM coupon_work WHERE coupon_id = :coupon_id "
            "ORDER BY position LIMIT 100",
            {coupon.id});
  while (rows.next()) coupon.works.push_back(rows.id<catalog::WorkId>());
}

// When the first use that an unpaid order holds may be free, where there is none left now. There
// are few holds, and perhaps a million uses of one code: the holds are gone through.
void add_back_at(Connection& db, sales::Coupon& coupon) {
  if (!coupon.uses_max || coupon.uses < *coupon.uses_max) return;
  Rows rows(db,
            "SELECT t.held_until FROM order_hold t CROSS JOIN coupon_use u "
            "WHERE u.order_id = t.order_id AND u.coupon_id = :coupon_id AND u.is_held = 1 "
            "ORDER BY t.held_until LIMIT 1",
            {coupon.id});
  if (rows.next()) coupon.use_back_at = rows.time();
}

// The coupon of which the order has, or had, a use; empty when it is not `is_held` now.
sales::CouponId coupon_of_order(Connection& db, const sales::OrderId& order, bool is_held) {
  Rows rows(db,
            "UPDATE coupon_use SET is_held = :is_held WHERE order_id = :order_id "
            "AND is_held <> :already RETURNING coupon_id",
            {is_held, order, is_held});
  return rows.next() ? rows.id<sales::CouponId>() : sales::CouponId{};
}

}  // namespace

Result<MaybeCoupon> SqlCoupons::find_coupon(std::string_view key) const {
  return db_.attempt("store.find_coupon", [&]() -> Result<MaybeCoupon> {
    MaybeCoupon coupon;
    {
      Rows rows(db_, AAN_COUPON_COLUMNS "WHERE code_key = :code_key LIMIT 1", {key});
      if (rows.next()) coupon = coupon_of(rows);
    }
    if (!coupon) return coupon;
    add_works(db_, *coupon);
    add_back_at(db_, *coupon);
    return coupon;
  });
}

Result<ports::CouponPage> SqlCoupons::list_coupons(std::int64_t offset, std::int64_t limit) const {
  return db_.attempt("store.list_coupons", [&]() -> Result<ports::CouponPage> {
    ports::CouponPage page;
    {
      Rows rows(db_, "SELECT COUNT(*) FROM coupon LIMIT 1");
      page.total = rows.only().number();
    }
    {
      Rows rows(db_,
                AAN_COUPON_COLUMNS "ORDER BY created_at DESC, id DESC LIMIT :limit OFFSET :offset",
                {std::clamp<std::int64_t>(limit, 1, kPageMax), std::max<std::int64_t>(offset, 0)});
      while (rows.next()) page.coupons.push_back(coupon_of(rows));
    }
    for (sales::Coupon& coupon : page.coupons) add_works(db_, coupon);
    return page;
  });
}

Result<> SqlCoupons::add_coupon(const sales::Coupon& c) {
  return db_.attempt("store.add_coupon", [&]() -> Result<> {
    const std::string key = sales::coupon_key(c.code);
    const std::int64_t added = db_.run(
        "INSERT INTO coupon (id, code, code_key, percent_bps, off_amount, off_asset, "
        "minimum_amount, minimum_asset, starts_at, ends_at, uses_max, uses, created_at) "
        "VALUES (:id, :code, :code_key, :percent_bps, :off_amount, :off_asset, :minimum_amount, "
        ":minimum_asset, :starts_at, :ends_at, :uses_max, 0, :created_at) "
        "ON CONFLICT (code_key) DO NOTHING",
        {c.id, c.code, key, c.percent_bps, amount_of(c.amount_off), asset_of(c.amount_off),
         amount_of(c.minimum), asset_of(c.minimum), c.starts_at, c.ends_at, c.uses_max,
         c.created_at});
    if (added == 0)
      return refuse(Errc::conflict, "store.add_coupon",
                    "There is a coupon already whose code reads the same.", "coupon_exists");
    int position = 0;
    for (const catalog::WorkId& work : c.works)
      db_.run(
          "INSERT INTO coupon_work (coupon_id, position, work_id) "
          "VALUES (:coupon_id, :position, :work_id)",
          {c.id, position++, work});
    return {};
  });
}

Result<> SqlCoupons::end_coupon(const sales::CouponId& id, Timestamp at) {
  return db_.attempt("store.end_coupon", [&]() -> Result<> {
    const std::int64_t found = db_.run(
        "UPDATE coupon SET ends_at = CASE WHEN ends_at IS NULL OR ends_at > :at THEN "
        "CAST(:end_at AS BIGINT) ELSE ends_at END WHERE id = :id",
        {at, at, id});
    if (found == 1) return {};
    return refuse(Errc::not_found, "store.end_coupon", "There is no such coupon.");
  });
}

Result<bool> SqlCoupons::hold_use(const sales::CouponId& id, const sales::OrderId& order) {
  return db_.attempt("store.hold_use", [&]() -> Result<bool> {
    const std::int64_t taken = db_.run(
        "UPDATE coupon SET uses = uses + 1 WHERE id = :id "
        "AND (uses_max IS NULL OR uses < uses_max)",
        {id});
    if (taken == 0) return false;
    db_.run(
        "INSERT INTO coupon_use (order_id, coupon_id, is_held) VALUES (:order_id, :coupon_id, 1)",
        {order, id});
    return true;
  });
}

Result<> SqlCoupons::release_use(const sales::OrderId& order) {
  return db_.attempt("store.release_use", [&]() -> Result<> {
    const sales::CouponId coupon = coupon_of_order(db_, order, false);
    if (!coupon.empty()) db_.run("UPDATE coupon SET uses = uses - 1 WHERE id = :id", {coupon});
    return {};
  });
}

Result<bool> SqlCoupons::can_retake_use(const sales::OrderId& order) const {
  return db_.attempt("store.can_retake_use", [&]() -> Result<bool> {
    Rows rows(db_,
              "SELECT COUNT(*) FROM coupon_use u JOIN coupon c ON c.id = u.coupon_id "
              "WHERE u.order_id = :order_id AND u.is_held = 0 AND c.uses >= c.uses_max LIMIT 1",
              {order});
    return rows.only().number() == 0;
  });
}

Result<ports::Retaken> SqlCoupons::retake_use(const sales::OrderId& order) {
  return db_.attempt("store.retake_use", [&]() -> Result<ports::Retaken> {
    const sales::CouponId coupon = coupon_of_order(db_, order, true);
    if (coupon.empty()) return ports::Retaken::nothing;
    Rows rows(db_,
              "UPDATE coupon SET uses = uses + 1 WHERE id = :id "
              "RETURNING CASE WHEN uses > uses_max THEN 1 ELSE 0 END",
              {coupon});
    return rows.only().flag() ? ports::Retaken::beyond_limit : ports::Retaken::within_limit;
  });
}

}  // namespace aan::store_sql
