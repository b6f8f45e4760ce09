#pragma once
#include <string>
#include <vector>

#include "service/desk/session.hpp"

namespace aan::service {

// What people change about their own place at the desk. Each of it stands in the audit log. The
// first two are for somebody whose proof is fresh: the caller looks.

/// Another password. Ends every session of the person, also in other browsers, and returns the
/// token of a new one for this browser. Errors: invalid as of `desk::check_password`.
Result<std::string> change_password(const Room& room, const SignedIn& who,
                                    const std::string& password);
/// Fresh recovery codes, shown now or never; those before open nothing any more.
Result<std::vector<std::string>> renew_recovery_codes(const Room& room, const SignedIn& who);
/// Ends every session of the person, this one too. Returns how many there were.
Result<std::int64_t> sign_out_everywhere(const Room& room, const SignedIn& who);

}  // namespace aan::service
