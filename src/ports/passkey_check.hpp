#pragma once
#include <cstdint>
#include <string>

#include "base/result.hpp"

namespace aan::ports {

/// What a passkey has to be bound to: this site, and this one question.
struct PasskeyBond {
  std::string site;       ///< WebAuthn's relying party id: the host's name without a port
  std::string origin;     ///< "https://shop.example"
  std::string challenge;  ///< the bytes that were to be signed
};

/// A passkey as the shop knows it.
struct Passkey {
  std::string credential_id;    ///< raw bytes, 16 to 1023
  std::int64_t algorithm = 0;   ///< COSE: -7 ES256, -8 EdDSA, -257 RS256
  std::string public_key;       ///< as the verifier keeps it
  std::int64_t sign_count = 0;  ///< 0: it does not count
  bool is_verified = false;     ///< the device knew its owner: by finger, face or code
};

/// What a browser brings after making a passkey: both raw bytes, as WebAuthn names them.
struct MadePasskey {
  std::string client_data;
  std::string attestation;
};

/// What a browser brings after using one.
struct UsedPasskey {
  std::string client_data;
  std::string authenticator_data;
  std::string signature;
};

/// Verifies what authenticators of WebAuthn signed. Pure: no network, no state. Thread-safe.
class PasskeyCheck {
 public:
  virtual ~PasskeyCheck() = default;
  /// A passkey that was made just now. Errors: invalid "passkey_wrong" with the reason in `detail`:
  /// another site, origin or challenge, nobody was there, bytes that are none, an algorithm that is
  /// not offered.
  virtual Result<Passkey> check_made(const MadePasskey& made, const PasskeyBond& bond) const = 0;
  /// The use of `known`; what it says now: count and whether its owner was verified. Errors: as
  /// above, and a signature by another key. Whether the count goes on is for the caller to see.
  virtual Result<Passkey> check_used(const UsedPasskey& used, const Passkey& known,
                                     const PasskeyBond& bond) const = 0;
};

}  // namespace aan::ports
