#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace aan::passkey_fido2 {

/// What surrounds a new passkey.
struct Attestation {
  std::string format;     ///< "none", "packed"
  std::string statement;  ///< CBOR of a map
  std::string data;       ///< authenticator data, raw bytes
};

/// Opens an attestation object. Errors: invalid "passkey_wrong".
Result<Attestation> parse_attestation(std::string_view object);

/// Whether bytes are CBOR items of few elements each, so that nothing is made room for that never
/// comes.
bool is_modest_cbor(std::string_view bytes);

}  // namespace aan::passkey_fido2
