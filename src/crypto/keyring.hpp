#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/rng.hpp"
#include "base/secret.hpp"
#include "base/timestamp.hpp"

namespace aan::crypto {

/// What a key may be used for. One purpose, one key: no key signs and seals.
enum class KeyPurpose : std::uint8_t {
  node_identity,  ///< Ed25519 seed of this node
  cookies,        ///< HMAC of cookies
  links,          ///< HMAC from which order links are derived
  wrapping,       ///< seals the data keys of buyers and other personal data
};
std::string_view name_of(KeyPurpose purpose);

/// One key: an id of eight hex digits that is stored beside everything made with it.
struct Key {
  std::string id;
  KeyPurpose purpose = KeyPurpose::cookies;
  Timestamp created;
  std::optional<Timestamp> retired;  ///< still opens and verifies, makes nothing new
  Secret bytes;                      ///< 32 bytes
};

/// The node's secret keys, with rotation: the newest key of a purpose that is not retired makes
/// new things; older ones stay to open and verify what they made (overlap). A value type.
class KeyRing {
 public:
  /// One fresh key for each purpose.
  static KeyRing generate(Rng& rng, Timestamp now);
  /// The text of DIR/keys: one line a key, "v1 id purpose created retired|- base64url". Errors:
  /// invalid with the line number, never with the line's content.
  static Result<KeyRing> parse(std::string_view text);
  [[nodiscard]] Secret encode() const;

  /// The key that makes new things. Aborts if a purpose has none: `parse` refuses such a ring.
  [[nodiscard]] const Key& current(KeyPurpose purpose) const;
  /// Key by id, retired or not; nothing if unknown.
  [[nodiscard]] const Key* find(KeyPurpose purpose, std::string_view id) const;
  [[nodiscard]] const std::vector<Key>& keys() const { return keys_; }
  /// Adds a fresh key for `purpose` and retires the one before. A key of cookies goes 90 days after
  /// it was retired. Not for node_identity (invalid): a new identity is a protocol event, not a
  /// rotation. Errors: conflict when a purpose has 80 keys.
  Result<> rotate(KeyPurpose purpose, Rng& rng, Timestamp now);

 private:
  std::vector<Key> keys_;
};

}  // namespace aan::crypto
