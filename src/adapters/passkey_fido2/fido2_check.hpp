#pragma once
#include "ports/passkey_check.hpp"

namespace aan::passkey_fido2 {

/// Passkeys verified by libfido2: ES256, EdDSA and RS256. Stateless and thread-safe.
class Fido2Check final : public ports::PasskeyCheck {
 public:
  Fido2Check();
  Result<ports::Passkey> check_made(const ports::MadePasskey& made,
                                    const ports::PasskeyBond& bond) const override;
  Result<ports::Passkey> check_used(const ports::UsedPasskey& used, const ports::Passkey& known,
                                    const ports::PasskeyBond& bond) const override;
};

}  // namespace aan::passkey_fido2
