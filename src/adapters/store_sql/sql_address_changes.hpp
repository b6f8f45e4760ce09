#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/address_change_store.hpp"

namespace aan::store_sql {

/// Addresses of orders that are about to change, in SQL.
class SqlAddressChanges final : public ports::AddressChangeStore {
 public:
  explicit SqlAddressChanges(Connection& connection) : db_(connection) {}
  Result<std::optional<customer::AddressChange>> find_change(
      const customer::AddressChangeId& id) const override;
  Result<std::optional<customer::AddressChange>> find_change_by_token(
      std::string_view token_digest) const override;
  Result<std::int64_t> changes_since(const sales::OrderId& order, Timestamp since) const override;
  Result<> add_change(const customer::AddressChange& change) override;
  Result<bool> use_change(const customer::AddressChangeId& id,
                          const std::optional<customer::CustomerId>& previous,
                          Timestamp now) override;
  Result<> end_changes(const sales::OrderId& order, Timestamp now) override;
  Result<> move_order_to(const sales::OrderId& order, const customer::CustomerId& to) override;
  Result<std::int64_t> purge_changes(Timestamp before) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
