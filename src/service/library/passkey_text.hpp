#pragma once
#include <string>
#include <string_view>

#include "ports/passkey_check.hpp"

namespace aan::service {

/// A passkey as it lies sealed: with the name by which the device knows its owner here.
struct KeptPasskey {
  ports::Passkey passkey;
  std::string handle;  ///< raw bytes, by chance: the same for all passkeys of a library
};

/// One line of text: algorithm, credential id, public key, handle, and whether the device knew its
/// owner when it was made. The count is kept beside it.
std::string encode_passkey(const KeptPasskey& kept);
/// Errors: corrupt.
Result<KeptPasskey> parse_kept_passkey(std::string_view text);

}  // namespace aan::service
