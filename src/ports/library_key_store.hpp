#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/customer/library_key.hpp"

namespace aan::ports {

/// Keys of buyers' own that open their libraries, and what was signed once already. Errors:
/// unavailable, corrupt, internal, and those named.
class LibraryKeyStore {
 public:
  virtual ~LibraryKeyStore() = default;

  virtual Result<std::optional<customer::LibraryKey>> find_key(
      std::string_view key_index) const = 0;
  /// Of one library, oldest first.
  virtual Result<std::vector<customer::LibraryKey>> keys_of(const customer::CustomerId& id,
                                                            std::int64_t limit) const = 0;

  /// Errors: conflict when its index is there already.
  virtual Result<> add_key(const customer::LibraryKey& key) = 0;
  /// Says whether the library had it.
  virtual Result<bool> remove_key(const customer::CustomerId& library,
                                  const customer::LibraryKeyId& id) = 0;
  /// Notes that a key was used, with its count; says no, and notes nothing, when the key is gone,
  /// or when it counts and the count is not above the one before.
  virtual Result<bool> use_key(const customer::LibraryKeyId& id, std::int64_t sign_count,
                               Timestamp at) = 0;
  /// Uses up what was to be signed; says whether it was not used before.
  virtual Result<bool> use_proof(std::string_view digest, Timestamp at) = 0;
  /// Forgets what was used up before that moment. Returns how many rows.
  virtual Result<std::int64_t> purge_proofs(Timestamp before) = 0;
};

}  // namespace aan::ports
