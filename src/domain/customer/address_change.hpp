#pragma once
#include <optional>
#include <string>

#include "base/timestamp.hpp"
#include "domain/customer/customer.hpp"

namespace aan::customer {

using AddressChangeId = Id<struct AddressChangeTag>;

/// The letter to the new address is good for so long, once.
inline constexpr Duration kAddressChangeFor = Duration::hours(24);
/// So many changes of one order are asked for within that time.
inline constexpr std::int64_t kAddressChangesMax = 3;
/// So long whoever had the address before may take it back, and so long the new one ends with the
/// link that it was asked for by.
inline constexpr Duration kAddressTrustedAfter = Duration::days(14);
/// Changes that nobody confirmed go after so long, with the address that they hold.
inline constexpr Duration kAddressAsksKeptFor = Duration::days(7);
/// Rows of changes go after so long, with what is left of them.
inline constexpr Duration kAddressChangesKeptFor = Duration::days(16);
static_assert(kAddressChangesKeptFor > kAddressTrustedAfter + kAddressChangeFor);

/// Another address for an order, as its buyer asked for it: it counts from the moment at which the
/// link of a letter to it is used. Until then it lies sealed under a key of its own, which goes
/// with it.
struct AddressChange {
  AddressChangeId id;
  std::string order_id;
  std::string key_wrapped;     ///< empty as soon as it was used
  std::string address_sealed;  ///< under that key; empty with it
  std::string locale;
  std::string link_key_id;   ///< with which its token is derived
  std::string token_digest;  ///< SHA-256 of that token
  Timestamp created_at;
  std::optional<Timestamp> used_at;
  std::optional<CustomerId> previous;  ///< whose address it was; known when it was used
  /// SHA-256 of the token by which they take it back; empty: they cannot.
  std::string back_digest = {};
  std::optional<Timestamp> closed_at = {};  ///< it was taken back, or is the order's for good
};
[[nodiscard]] inline bool is_good(const AddressChange& change, Timestamp now) {
  return !change.used_at && now - change.created_at < kAddressChangeFor;
}
/// Whether an address came too short a while ago, by a link that others may know.
[[nodiscard]] inline bool is_standing(const AddressChange& change, Timestamp now) {
  return change.used_at && !change.closed_at && now - *change.used_at < kAddressTrustedAfter;
}

}  // namespace aan::customer
