#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/coupon_store.hpp"

namespace aan::store_sql {

/// Coupons in SQL.
class SqlCoupons final : public ports::CouponStore {
 public:
  explicit SqlCoupons(Connection& connection) : db_(connection) {}

  Result<std::optional<sales::Coupon>> find_coupon(std::string_view key) const override;
  Result<ports::CouponPage> list_coupons(std::int64_t offset, std::int64_t limit) const override;
  Result<> add_coupon(const sales::Coupon& coupon) override;
  Result<> end_coupon(const sales::CouponId& id, Timestamp at) override;
  Result<bool> hold_use(const sales::CouponId& id, const sales::OrderId& order) override;
  Result<> release_use(const sales::OrderId& order) override;
  Result<bool> can_retake_use(const sales::OrderId& order) const override;
  Result<ports::Retaken> retake_use(const sales::OrderId& order) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
