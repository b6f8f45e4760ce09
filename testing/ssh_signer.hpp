#pragma once
#include <string>
#include <string_view>

#include "base/codec.hpp"
#include "crypto/hash.hpp"
#include "crypto/sign.hpp"

namespace aan::testing {

inline std::string ssh_field(std::string_view bytes) {
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8)
    text += static_cast<char>(bytes.size() >> shift & 0xFF);
  return text + std::string(bytes);
}

/// The bytes of a signature as `ssh-keygen -Y sign` makes them with an Ed25519 key of this seed.
inline std::string ssh_signature_bytes(std::string_view seed, std::string_view name_space,
                                       std::string_view text) {
  const std::string what = ssh_field(name_space) + ssh_field("") + ssh_field("sha512");
  const std::string signature =
      crypto::sign(seed, "SSHSIG" + what + ssh_field(crypto::sha512(text)));
  return std::string("SSHSIG") + std::string("\0\0\0\1", 4) +
         ssh_field(ssh_field("ssh-ed25519") + ssh_field(crypto::public_key_of(seed))) + what +
         ssh_field(ssh_field("ssh-ed25519") + ssh_field(signature));
}

inline std::string ssh_armoured(std::string_view bytes) {
  return "-----BEGIN SSH SIGNATURE-----\n" + base64(bytes) + "\n-----END SSH SIGNATURE-----\n";
}

}  // namespace aan::testing
