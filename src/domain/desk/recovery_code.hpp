#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/rng.hpp"

namespace aan::desk {

inline constexpr std::size_t kRecoveryCodes = 10;

/// Fresh codes, each for one sign-in without the phone: 80 random bits as "k7m2-9xqd-4hzn-p3tw".
std::vector<std::string> new_recovery_codes(Rng& rng);
/// What is kept of a code: SHA-256 of its letters. Case, blanks and dashes do not matter. Empty for
/// text that cannot be a code, so that six digits never look like one.
std::string recovery_code_digest(std::string_view typed);

}  // namespace aan::desk
