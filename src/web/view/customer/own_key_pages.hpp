#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/timestamp.hpp"
#include "web/view/block.hpp"
#include "web/view/error_text.hpp"
#include "web/view/frame.hpp"

namespace aan::web {

/// Forms of keys of one's own, all POST:
///   /library/key             token, signature                 -> /library, open
///   /library/keys            token, signature, label          -> /library
///   /library/passkey         token, id, handle, client_data, data, signature -> /library, open
///   /library/passkeys        token, client_data, attestation, label          -> /library
///   /library/keys/remove     key                              -> /library

/// A key of a library, on the library's page.
struct OwnKeyLine {
  std::string id;
  bool is_passkey = false;
  std::string label;        ///< empty: it has none
  std::string fingerprint;  ///< of SSH
  Timestamp added_at;
  std::optional<Timestamp> used_at;
};
void fill_own_keys(Block main, const std::vector<OwnKeyLine>& keys, bool has_passkeys);

/// `/library/key` and `/library/keys`: a text to sign with a key of SSH.
struct SshKeyPage {
  bool is_adding = false;
  std::string token;
  std::string text;        ///< one word that no shell changes
  std::string name_space;  ///< the same
  std::string signature;   ///< as pasted before
  std::string label;       ///< as typed before
  std::optional<Problem> problem;
};
std::string render(const SshKeyPage& page, const Frame& frame);

/// `/library/passkey` and `/library/passkeys`: what `passkey.js` hands to the browser. Bytes are
/// base64url.
struct PasskeyPage {
  bool is_adding = false;
  bool is_possible = true;  ///< this address has a name, which passkeys need
  std::string token;
  std::string site;
  std::string challenge;
  std::string handle;
  std::vector<std::string> known;
  std::string label;  ///< as typed before
  std::optional<Problem> problem;
};
std::string render(const PasskeyPage& page, const Frame& frame);

}  // namespace aan::web
