#pragma once
#include <string>

#include "service/library/challenge.hpp"
#include "service/library/door.hpp"
#include "service/sale/guess_pace.hpp"

namespace aan::service {

/// What the holder of a key is asked to sign.
struct KeyQuestion {
  std::string token;       ///< for a hidden field
  std::string text;        ///< one word that no shell changes
  std::string name_space;  ///< of the signature
};

/// What they bring back.
struct KeyProof {
  std::string token;      ///< of the question
  std::string signature;  ///< armoured, as `ssh-keygen -Y sign` writes it
};

/// A library that opens for whoever holds a key of SSH (Ed25519): they sign a text of the shop's,
/// good for one use, this shop and this browser. Thread-safe.
class KeyDoor {
 public:
  explicit KeyDoor(const Room& room) : room_(room), pace_(room.clock, {}) {}

  /// A question that opens. The one before, when `token` is still good: what was signed stays of
  /// use after a slip.
  [[nodiscard]] KeyQuestion ask(const ProofCaller& caller, const std::string& token = "") const;
  /// A question whose answer adds the key that signed to a library.
  [[nodiscard]] KeyQuestion ask_to_add(const customer::CustomerId& library,
                                       const ProofCaller& caller,
                                       const std::string& token = "") const;
  /// Opens the library of the key that signed: a fresh session, whatever the browser had before.
  /// Errors: invalid "not_a_signature", "key_kind", "signature_wrong" (of another text, or for
  /// another shop); not_found "own_key_unknown", said only to who proved to hold the key; gone
  /// "proof_over"; limited "proofs_too_fast".
  Result<OpenLibrary> open(const KeyProof& proof, const ProofCaller& caller);
  /// Errors: as `open`, but for the unknown key, and those of `add_own_key`.
  Result<> add(const customer::CustomerId& library, const KeyProof& proof, const std::string& label,
               const ProofCaller& caller);

 private:
  struct Proved;
  Result<Proved> prove(std::string_view what, std::string_view verb, const KeyProof& proof,
                       const ProofCaller& caller);
  const Room& room_;
  GuessPace pace_;
};

/// Errors: limited "proofs_too_fast" for a sender that was wrong very often.
Result<> check_proof_pace(GuessPace& pace, const ProofCaller& caller);

}  // namespace aan::service
