#include "service/library/passkey_text.hpp"

#include "base/codec.hpp"
#include "base/text.hpp"
#include "base/whole_number.hpp"

namespace aan::service {

std::string encode_passkey(const KeptPasskey& kept) {
  return std::to_string(kept.passkey.algorithm) + " " + base64url(kept.passkey.credential_id) +
         " " + base64url(kept.passkey.public_key) + " " + base64url(kept.handle) +
         (kept.passkey.is_verified ? " verified" : " present");
}

Result<KeptPasskey> parse_kept_passkey(std::string_view text) {
  const auto parts = split(text, ' ');
  KeptPasskey kept;
  if (parts.size() != 5) return fail(Errc::corrupt, "library.passkey", "parts");
  const auto algorithm = parse_whole_number(parts[0]);
  if (!algorithm) return fail(Errc::corrupt, "library.passkey", "algorithm");
  kept.passkey.algorithm = *algorithm;
  kept.passkey.credential_id = AAN_TRY(parse_base64url(parts[1]));
  kept.passkey.public_key = AAN_TRY(parse_base64url(parts[2]));
  kept.handle = AAN_TRY(parse_base64url(parts[3]));
  kept.passkey.is_verified = parts[4] == "verified";
  return kept;
}

}  // namespace aan::service
