#pragma once
#include <optional>
#include <string>
#include <vector>

#include "domain/customer/library_key.hpp"
#include "service/room.hpp"

namespace aan::service {

/// A key of a library, opened.
struct OwnKey {
  customer::LibraryKeyId id;
  customer::KeyKind kind = customer::KeyKind::ssh;
  std::string label;        ///< empty: its owner gave it none
  std::string public_text;  ///< of SSH: "ssh-ed25519 AAAA..."; of a passkey: its id; empty: closed
  std::string fingerprint;  ///< of SSH: "SHA256:..."; else empty
  Timestamp created_at;
  std::optional<Timestamp> used_at;
};

/// The keys of a library in the caller's look, oldest first. One whose wrapping key is lost is
/// listed without what was sealed.
Result<std::vector<OwnKey>> own_keys(const Room& room, const ports::Snapshot& at,
                                     const customer::CustomerId& library);
/// Takes a key away, closes the library everywhere but in this session and ends its reader
/// password: whoever had the key may be in. Stands in the audit log. One that is not there is no
/// error.
Result<> remove_own_key(const Room& room, const customer::CustomerId& library,
                        const customer::LibraryKeyId& id, const std::string& session);

/// What the doors have in common. Seals a key that was proved, and writes it down in a unit of
/// its own, which uses the challenge up. `found_by`: what the key will be found by again. Errors:
/// conflict "own_key_known" (opens this library already), "own_key_taken" (another one),
/// "own_keys_full"; gone "proof_over".
struct NewOwnKey {
  customer::KeyKind kind = customer::KeyKind::ssh;
  std::string found_by;
  std::string public_part;
  std::string label;
  std::int64_t sign_count = 0;
};
struct Challenge;
Result<> add_own_key(const Room& room, const customer::CustomerId& library, const NewOwnKey& fresh,
                     const Challenge& challenge);
/// The key that is found by this, if any.
Result<std::optional<customer::LibraryKey>> find_own_key(const Room& room,
                                                         const ports::LibraryKeyStore& keys,
                                                         customer::KeyKind kind,
                                                         std::string_view found_by);
/// What verifies a key's signatures, opened. Errors: corrupt when its wrapping key is lost.
Result<std::string> open_public_part(const Room& room, const customer::LibraryKey& key);

}  // namespace aan::service
