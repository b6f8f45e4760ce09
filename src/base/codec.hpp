#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace aan {

/// Lower-case hexadecimal.
std::string hex(std::string_view bytes);
/// Errors: invalid (odd length, upper case or other characters).
Result<std::string> parse_hex(std::string_view text);
/// RFC 4648 section 5 (URL and file name safe), without padding.
std::string base64url(std::string_view bytes);
/// Errors: invalid (padding, other characters, non-zero trailing bits).
Result<std::string> parse_base64url(std::string_view text);
/// RFC 4648 section 4, with padding: what most programs call base64.
std::string base64(std::string_view bytes);
/// Errors: invalid (no padding where it belongs, other characters, non-zero trailing bits).
Result<std::string> parse_base64(std::string_view text);
/// RFC 4648 section 6 in lower case without padding, as multibase "b" uses it.
std::string base32lower(std::string_view bytes);
Result<std::string> parse_base32lower(std::string_view text);

}  // namespace aan
