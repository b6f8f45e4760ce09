#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/customer_store.hpp"

namespace aan::store_sql {

/// Customers in SQL.
class SqlCustomers final : public ports::CustomerStore {
 public:
  explicit SqlCustomers(Connection& connection) : db_(connection) {}

  Result<std::optional<customer::Customer>> find_customer(
      const customer::CustomerId& id) const override;
  Result<std::optional<customer::Customer>> find_customer_by_index(
      std::string_view address_index) const override;
  Result<std::optional<customer::Customer>> customer_of(const sales::OrderId& id) const override;
  Result<std::vector<sales::OrderId>> orders_of(const customer::CustomerId& id,
                                                std::int64_t limit) const override;
  Result<> add_customer(const customer::Customer& customer) override;
  Result<> add_order_of(const customer::CustomerId& id, const sales::OrderId& order) override;
  Result<> set_wants_versions(const customer::CustomerId& id, bool wants) override;
  Result<std::int64_t> forget_addresses(Timestamp before, std::int64_t limit) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
