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
  Result<std::optional<customer::AddressChange>> find_change_by_back_token(
      std::string_view token_digest) const override;
  Result<std::vector<customer::AddressChange>> standing_changes(
      const sales::OrderId& order, Timestamp used_since) const override;
  Result<std::int64_t> changes_since(const sales::OrderId& order, Timestamp since) const override;
  Result<> add_change(const customer::AddressChange& change) override;
  Result<bool> use_change(const customer::AddressChangeId& id,
                          const std::optional<customer::CustomerId>& previous,
                          std::string_view back_digest, Timestamp now) override;
  Result<> end_changes(const sales::OrderId& order, Timestamp now) override;
  Result<> move_order_to(const sales::OrderId& order, const customer::CustomerId& to) override;
  Result<> take_address_off(const sales::OrderId& order) override;
  Result<> close_changes(const sales::OrderId& order, Timestamp now) override;
  Result<std::int64_t> purge_changes(Timestamp before, Timestamp unanswered_before) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
