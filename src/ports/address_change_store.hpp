#pragma once
#include <optional>
#include <string_view>

#include "base/result.hpp"
#include "domain/customer/address_change.hpp"
#include "domain/sales/order.hpp"

namespace aan::ports {

/// Addresses of orders that are about to change. Errors: unavailable, corrupt, internal, and those
/// named.
class AddressChangeStore {
 public:
  virtual ~AddressChangeStore() = default;
  virtual Result<std::optional<customer::AddressChange>> find_change(
      const customer::AddressChangeId& id) const = 0;
  virtual Result<std::optional<customer::AddressChange>> find_change_by_token(
      std::string_view token_digest) const = 0;
  /// Of one order, asked for since then.
  virtual Result<std::int64_t> changes_since(const sales::OrderId& order,
                                             Timestamp since) const = 0;

  virtual Result<> add_change(const customer::AddressChange& change) = 0;
  /// Uses a change, once; its sealed address and key go. Says whether it had not been used.
  virtual Result<bool> use_change(const customer::AddressChangeId& id,
                                  const std::optional<customer::CustomerId>& previous,
                                  Timestamp now) = 0;
  /// Uses up what is asked for an order and not answered yet: it changes nothing any more.
  virtual Result<> end_changes(const sales::OrderId& order, Timestamp now) = 0;
  /// From now on it is this customer's address that the order was placed with.
  virtual Result<> move_order_to(const sales::OrderId& order, const customer::CustomerId& to) = 0;
  /// Forgets changes that were asked for before. Returns how many.
  virtual Result<std::int64_t> purge_changes(Timestamp before) = 0;
};

}  // namespace aan::ports
