#pragma once
#include <string>
#include <vector>

#include "service/desk/session.hpp"

namespace aan::service {

// What people change about their own place at the desk. Each of it stands in the audit log. The
// first three are for somebody whose proof is fresh: the caller looks.

/// Another password. Ends every session of the person, also in other browsers, and returns the
/// token of a new one for this browser. Errors: invalid as of `desk::check_password`.
Result<std::string> change_password(const Room& room, const SignedIn& who,
                                    const std::string& password);
/// Fresh recovery codes, shown now or never; those before open nothing any more.
Result<std::vector<std::string>> renew_recovery_codes(const Room& room, const SignedIn& who);
/// How many of them are left to whoever looks.
Result<std::int64_t> recovery_codes_left(const Room& room, const SignedIn& who);
/// A secret of one-time passwords for another phone. Nothing is kept of it until it is taken.
struct NewPhone {
  std::string secret;  ///< as `desk::totp_text` and `desk::totp_address` take it
  std::string sealed;  ///< the same for a form of this sign-in, base64url
};
NewPhone offer_phone(const Room& room, const SignedIn& who);
/// The one that a form brought back. Errors: invalid "desk_form" when it is of another sign-in.
Result<NewPhone> offered_phone(const Room& room, const SignedIn& who, std::string_view sealed);
/// Makes that phone the person's: `code` is what it shows now. Codes of the phone before open
/// nothing any more, and every session of the person ends; returns the token of a new one for this
/// browser. Errors: as of `offered_phone`; invalid "totp_wrong".
Result<std::string> take_phone(const Room& room, const SignedIn& who, std::string_view sealed,
                               std::string_view code);
/// Ends every session of the person, this one too. Returns how many there were.
Result<std::int64_t> sign_out_everywhere(const Room& room, const SignedIn& who);

}  // namespace aan::service
