#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/customer/customer.hpp"
#include "domain/sales/order.hpp"

namespace aan::ports {

/// Whoever left an address, and their orders. Errors: unavailable, corrupt, internal, and those
/// named.
class CustomerStore {
 public:
  virtual ~CustomerStore() = default;

  virtual Result<std::optional<customer::Customer>> find_customer(
      const customer::CustomerId& id) const = 0;
  /// By the keyed digest of an address.
  virtual Result<std::optional<customer::Customer>> find_customer_by_index(
      std::string_view address_index) const = 0;
  /// Whose address an order was placed with.
  virtual Result<std::optional<customer::Customer>> customer_of(const sales::OrderId& id) const = 0;

  /// Orders placed with the customer's address, newest first; cut off as those of a library.
  virtual Result<std::vector<sales::OrderId>> orders_of(const customer::CustomerId& id,
                                                        std::int64_t limit) const = 0;

  /// Errors: conflict when the id or the index is there already.
  virtual Result<> add_customer(const customer::Customer& customer) = 0;
  /// Says whose address an order was placed with. Errors: conflict when it is said already.
  virtual Result<> add_order_of(const customer::CustomerId& id, const sales::OrderId& order) = 0;
  /// Whether the customer wants to hear of new versions, and so leaves the address with the shop.
  virtual Result<> set_wants_versions(const customer::CustomerId& id, bool wants) = 0;
  /// Forgets the address, its index and its key of at most `limit` customers who keep no library
  /// and do not want to hear of new versions, and of whom every order was delivered, or if it never
  /// was placed, before that moment. Returns how many.
  virtual Result<std::int64_t> forget_addresses(Timestamp before, std::int64_t limit) = 0;
};

}  // namespace aan::ports
