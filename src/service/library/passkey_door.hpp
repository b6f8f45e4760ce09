#pragma once
#include <string>
#include <vector>

#include "ports/passkey_check.hpp"
#include "service/library/challenge.hpp"
#include "service/library/door.hpp"
#include "service/sale/guess_pace.hpp"

namespace aan::service {

/// What a page hands to the browser so that a passkey is made or used.
struct PasskeyQuestion {
  std::string token;               ///< for a hidden field
  std::string site;                ///< relying party id: the shop's host without a port
  std::string challenge;           ///< raw bytes
  std::string handle;              ///< raw bytes; when one is made
  std::vector<std::string> known;  ///< raw ids of those that the library has; when one is made
};

/// A use of a passkey, as a browser brings it.
struct PasskeyProof {
  std::string token;          ///< of the question
  std::string credential_id;  ///< raw bytes
  std::string handle;         ///< raw bytes
  ports::UsedPasskey used;
};

/// A library that opens by a passkey: nothing is typed, the device knows whose it is. Thread-safe.
class PasskeyDoor {
 public:
  PasskeyDoor(const Room& room, const ports::PasskeyCheck& check)
      : room_(room), check_(check), pace_(room.clock, {}) {}

  /// Passkeys belong to a name: at an address of numbers there are none.
  [[nodiscard]] static bool can_be_at(const std::string& origin);

  [[nodiscard]] PasskeyQuestion ask(const ProofCaller& caller) const;
  /// A question whose answer adds a passkey to a library.
  [[nodiscard]] Result<PasskeyQuestion> ask_to_add(const customer::CustomerId& library,
                                                   const ProofCaller& caller) const;
  /// Opens the library of a passkey: a fresh session, whatever the browser had before. Errors:
  /// not_found "passkey_unknown", the same for one that no library has, or that is of somebody
  /// else; invalid "passkey_wrong", "passkey_unlocked" (made by a device that knew its owner,
  /// used without); conflict "passkey_copied" (its count did not go on); gone "proof_over"; limited
  /// "proofs_too_fast".
  Result<OpenLibrary> open(const PasskeyProof& proof, const ProofCaller& caller);
  /// Errors: invalid "passkey_wrong"; gone "proof_over"; limited "proofs_too_fast"; those of
  /// `add_own_key`.
  Result<> add(const customer::CustomerId& library, const std::string& token,
               const ports::MadePasskey& made, const std::string& label, const ProofCaller& caller);

 private:
  Result<OpenLibrary> open_proved(const PasskeyProof& proof, const ProofCaller& caller);
  Result<> note_copy(const customer::CustomerId& library);
  const Room& room_;
  const ports::PasskeyCheck& check_;
  GuessPace pace_;
};

}  // namespace aan::service
