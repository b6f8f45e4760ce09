#pragma once
#include <string_view>

#include "base/result.hpp"

namespace aan::desk {

/// At least this many characters; there is no rule about their kinds (NIST SP 800-63B).
inline constexpr std::int64_t kPasswordCharactersMin = 12;
inline constexpr std::size_t kPasswordBytesMax = 512;

/// Whether a password may be chosen by the person of that name. Errors: invalid with reason
/// "password_short", "password_long", "password_like_name" (holds the name, or the word of what
/// it opens) or "password_simple" (often chosen, one letter again and again, a row of neighbours).
Result<> check_password(std::string_view password, std::string_view name);

}  // namespace aan::desk
