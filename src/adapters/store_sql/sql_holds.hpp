#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/hold_store.hpp"

namespace aan::store_sql {

/// Until when unpaid orders hold what there is little of, in SQL.
class SqlHolds final : public ports::HoldStore {
 public:
  explicit SqlHolds(Connection& connection) : db_(connection) {}

  Result<std::optional<sales::Hold>> find_hold(const sales::OrderId& order) const override;
  Result<std::vector<sales::OrderId>> due_holds(Timestamp now, std::int64_t limit) const override;
  Result<ports::HoldsOfSender> holds_of(std::string_view sender) const override;
  Result<std::int64_t> copies_held_by(std::string_view sender,
                                      const catalog::OfferId& offer) const override;
  Result<bool> gave_back(const sales::OrderId& order) const override;
  Result<> put_hold(const sales::Hold& hold) override;
  Result<> end_hold(const sales::OrderId& order) override;
  Result<sales::CopiesTaken> copies_taken(const catalog::OfferId& offer) const override;
  Result<sales::UsesHeld> uses_held(const sales::CouponId& coupon) const override;
  Result<ports::TakesOfSender> takes_of(std::string_view sender, bool is_free,
                                        Timestamp since) const override;
  Result<> add_take(const sales::ScarceTake& take) override;
  Result<> forget_takes(const sales::OrderId& order) override;
  Result<std::int64_t> purge_takes(Timestamp before) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
