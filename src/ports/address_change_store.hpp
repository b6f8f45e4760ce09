#pragma once
#include <optional>
#include <string_view>
#include <vector>

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
  /// By the digest of the token that takes it back.
  virtual Result<std::optional<customer::AddressChange>> find_change_by_back_token(
      std::string_view token_digest) const = 0;
  /// Of one order: those that were used since then and are not closed, the first first; at most
  /// 100.
  virtual Result<std::vector<customer::AddressChange>> standing_changes(
      const sales::OrderId& order, Timestamp used_since) const = 0;
  /// Of one order, asked for since then.
  virtual Result<std::int64_t> changes_since(const sales::OrderId& order,
                                             Timestamp since) const = 0;

  virtual Result<> add_change(const customer::AddressChange& change) = 0;
  /// Uses a change, once; its sealed address and key go. `back_digest`: as of the change. Says
  /// whether it had not been used.
  virtual Result<bool> use_change(const customer::AddressChangeId& id,
                                  const std::optional<customer::CustomerId>& previous,
                                  std::string_view back_digest, Timestamp now) = 0;
  /// Uses up what is asked for an order and not answered yet: it changes nothing any more.
  virtual Result<> end_changes(const sales::OrderId& order, Timestamp now) = 0;
  /// From now on it is this customer's address that the order was placed with.
  virtual Result<> move_order_to(const sales::OrderId& order, const customer::CustomerId& to) = 0;
  /// The order has no address any more. Nothing there is no error.
  virtual Result<> take_address_off(const sales::OrderId& order) = 0;
  /// Closes all changes of an order that were used.
  virtual Result<> close_changes(const sales::OrderId& order, Timestamp now) = 0;
  /// Forgets changes that were asked for before `before`, and those that nobody answered and that
  /// were asked for before `unanswered_before`. Returns how many.
  virtual Result<std::int64_t> purge_changes(Timestamp before, Timestamp unanswered_before) = 0;
};

}  // namespace aan::ports
