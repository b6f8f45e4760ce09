#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/rng.hpp"
#include "crypto/live_keys.hpp"

namespace aan::crypto {

/// Authenticated encryption of small personal fields: XChaCha20-Poly1305 (libsodium), random
/// nonce, associated data "table|row|column" so that a sealed value moved to another place does
/// not open. Format: "s1" key-id(8) nonce(24) ciphertext, as raw bytes.
class Sealer {
 public:
  /// Both must outlive this. Thread-safe.
  Sealer(const LiveKeys& keys, Rng& rng) : keys_(keys), rng_(rng) {}
  /// Seals with the current wrapping key.
  [[nodiscard]] std::string seal(std::string_view plain, std::string_view place) const;
  /// Errors: corrupt (altered, moved, cut, or sealed by a key that is not in the ring).
  [[nodiscard]] Result<std::string> open(std::string_view sealed, std::string_view place) const;

  /// A fresh data key, sealed: for `seal_with`. Deleting the wrapped form erases everything that
  /// was sealed under it.
  [[nodiscard]] std::string new_wrapped_key(std::string_view place) const;
  /// The same format under a data key (32 bytes, opened with `open`).
  [[nodiscard]] std::string seal_with(std::string_view data_key, std::string_view plain,
                                      std::string_view place) const;
  [[nodiscard]] Result<std::string> open_with(std::string_view data_key, std::string_view sealed,
                                              std::string_view place) const;

 private:
  const LiveKeys& keys_;
  Rng& rng_;
};

/// Id of the ring's key that something was sealed with; the first ten bytes are enough. Nothing
/// for what no key of a ring sealed.
[[nodiscard]] std::optional<std::string_view> sealed_with(std::string_view sealed);

}  // namespace aan::crypto
