#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/timestamp.hpp"
#include "domain/customer/customer.hpp"

namespace aan::customer {

using LibraryKeyId = Id<struct LibraryKeyTag>;

/// So many keys open one library.
inline constexpr std::int64_t kLibraryKeysMax = 10;
/// A name that somebody gives a key has at most so many bytes.
inline constexpr std::size_t kKeyLabelBytesMax = 80;
/// What was asked to be signed is good for so long, once.
inline constexpr Duration kProofFor = Duration::minutes(10);

enum class KeyKind : std::uint8_t {
  ssh,      ///< a key of SSH, whose holder signs a text
  passkey,  ///< of WebAuthn: a browser or device signs
};
[[nodiscard]] constexpr std::string_view name_of(KeyKind kind) {
  return kind == KeyKind::ssh ? "ssh" : "passkey";
}
[[nodiscard]] constexpr std::optional<KeyKind> find_key_kind(std::string_view name) {
  if (name == "ssh") return KeyKind::ssh;
  if (name == "passkey") return KeyKind::passkey;
  return std::nullopt;
}

/// A key of the buyer's own that opens their library. Who holds a public key may be known by it,
/// so it lies sealed under a data key of its own, which goes with the row.
struct LibraryKey {
  LibraryKeyId id;
  CustomerId customer_id;
  KeyKind kind = KeyKind::ssh;
  std::string key_index;        ///< keyed digest to find it by
  std::string key_wrapped;      ///< the data key, sealed
  std::string public_sealed;    ///< what verifies its signatures, under that key
  std::string label_sealed;     ///< what its owner calls it, under that key; empty: nothing
  std::int64_t sign_count = 0;  ///< of a passkey that counts; never goes back
  Timestamp created_at;
  std::optional<Timestamp> used_at;  ///< when it last opened the library
};

}  // namespace aan::customer
