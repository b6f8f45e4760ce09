#pragma once
#include <string>
#include <string_view>

namespace aan::crypto {

/// A public key of Ed25519 as PEM (RFC 8410), which `openssl` and most libraries read. Aborts on
/// another length than 32 bytes.
std::string public_key_pem(std::string_view public_key);

}  // namespace aan::crypto
