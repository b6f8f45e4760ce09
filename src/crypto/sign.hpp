#pragma once
#include <string>
#include <string_view>

namespace aan::crypto {

/// Ed25519 (RFC 8032) through libsodium, the one verifier of this program: implementations differ
/// on edge cases, and two of them would split the network.

constexpr std::size_t kSignatureBytes = 64;
constexpr std::size_t kPublicKeyBytes = 32;
constexpr std::size_t kSeedBytes = 32;

/// Public key of a 32-byte seed. Aborts on another length.
std::string public_key_of(std::string_view seed);
/// Signature over `message`, 64 bytes. Deterministic. Aborts on a seed of another length.
std::string sign(std::string_view seed, std::string_view message);
/// True if `public_key` is a key that may have an identity: 32 bytes, the canonical text of a
/// point of prime order. Small and mixed orders are refused, so one signature has one meaning.
bool is_public_key(std::string_view public_key);
/// True if `signature` is one of `message` by `public_key`. False for any length or key that is
/// not right; never aborts on what comes from outside.
bool verify(std::string_view public_key, std::string_view message, std::string_view signature);

}  // namespace aan::crypto
