#pragma once
#include <string>

#include "base/ids.hpp"
#include "base/timestamp.hpp"

namespace aan::customer {

using CustomerId = Id<struct CustomerTag>;

/// So long after the delivery of the newest order an address is kept by itself.
inline constexpr Duration kAddressKeptFor = Duration::days(30);

/// Whoever left an address. All that is personal is sealed under a key of its own, so that without
/// the key none of it can be read any more, in no copy either.
struct Customer {
  CustomerId id;
  std::string key_wrapped;     ///< the data key, sealed; empty: the address was forgotten
  std::string address_sealed;  ///< under that key; empty with it
  std::string address_index;   ///< keyed digest to find the address by; empty with it
  std::string locale;          ///< language in which they are written to
  Timestamp created_at;
  bool wants_versions = false;  ///< asked to hear of new versions: the address is kept for it
};

}  // namespace aan::customer
