#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/stock_store.hpp"

namespace aan::store_sql {

/// Copies and who holds them in SQL.
class SqlStock final : public ports::StockStore {
 public:
  explicit SqlStock(Connection& connection) : db_(connection) {}

  Result<ports::Held> hold_copy(const catalog::OfferId& offer,
                                const sales::OrderId& order) override;
  Result<> release_copies(const sales::OrderId& order) override;
  Result<bool> has_copies(const sales::OrderId& order) const override;
  Result<bool> can_retake_copies(const sales::OrderId& order) const override;
  Result<std::vector<catalog::OfferId>> retake_copies(const sales::OrderId& order) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
