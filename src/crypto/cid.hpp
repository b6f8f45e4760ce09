#pragma once
#include <compare>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace aan::crypto {

/// Codecs of the multicodec table that a blob of ours can have.
constexpr unsigned kCodecRaw = 0x55;
constexpr unsigned kCodecDagPb = 0x70;

/// Content identifier, version 1 only (multiformats CID specification): codec raw or dag-pb with a
/// SHA-256 multihash. A value type; text form is multibase base32 lower case ("bafk...",
/// "bafy...").
class Cid {
 public:
  Cid() = default;
  /// Errors: invalid for anything but the one canonical text of such a CID.
  static Result<Cid> parse(std::string_view text);
  /// `codec`: kCodecRaw or kCodecDagPb. `sha256`: 32 bytes. Aborts on anything else.
  static Cid make(unsigned codec, std::string_view sha256);
  /// The canonical text, 59 characters; empty for a CID that names nothing.
  [[nodiscard]] std::string text() const;
  /// Binary form: version, codec, multihash.
  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  /// kCodecRaw or kCodecDagPb; 0 for a CID that names nothing.
  [[nodiscard]] unsigned codec() const;
  /// The SHA-256 inside: of a raw block that is the digest of the content itself, of a dag-pb
  /// block that of the root node. A view into this object.
  [[nodiscard]] std::string_view digest() const;
  [[nodiscard]] bool empty() const { return bytes_.empty(); }
  auto operator<=>(const Cid&) const = default;

 private:
  std::string bytes_;
};

}  // namespace aan::crypto
