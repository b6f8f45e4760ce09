#pragma once
#include <string_view>

#include "ports/passkey_check.hpp"

namespace aan::passkey_fido2 {

/// Whether a browser's client data says this act ("webauthn.create", "webauthn.get"), for this
/// question, at this origin, and not inside a page of somebody else's. Errors: invalid
/// "passkey_wrong" with what differs in `detail`.
Result<> check_client_data(std::string_view client_data, std::string_view act,
                           const ports::PasskeyBond& bond);

/// The one refusal of this folder; `why` is for the log.
std::unexpected<Error> wrong(const char* why);

}  // namespace aan::passkey_fido2
