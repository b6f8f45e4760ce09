#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace aan::crypto {

/// A signature that a key of SSH made over a text with `ssh-keygen -Y sign` (OpenSSH's format
/// SSHSIG, version 1), as far as Ed25519: it holds the public key that made it.
struct SshSignature {
  std::string public_key;  ///< 32 bytes
  std::string name_space;  ///< what the text was signed for: "library@shop.example"
  std::string hash_name;   ///< "sha512" or "sha256"
  std::string signature;   ///< 64 bytes
};

/// No armoured signature of Ed25519 is nearly that long.
inline constexpr std::size_t kSshSignatureBytesMax = 2048;

/// Reads "-----BEGIN SSH SIGNATURE-----" and what follows; whatever stands around the armour is
/// passed over. Errors: invalid "not_a_signature" (shape), "key_kind" (another kind of key).
Result<SshSignature> parse_ssh_signature(std::string_view text);

/// Whether it is a signature over exactly this text, for this name space.
bool signs(const SshSignature& signature, std::string_view name_space, std::string_view text);

/// The public key as files of SSH hold it: "ssh-ed25519 AAAA...".
std::string ssh_public_key(std::string_view public_key);
/// As `ssh-keygen -l` says it: "SHA256:..." without padding.
std::string ssh_fingerprint(std::string_view public_key);

}  // namespace aan::crypto
