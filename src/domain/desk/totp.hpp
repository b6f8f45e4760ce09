#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/rng.hpp"
#include "base/timestamp.hpp"

namespace aan::desk {

/// One-time passwords by time (RFC 6238) as every authenticator reckons them: HMAC-SHA-1, six
/// digits, thirty seconds a step.
inline constexpr std::int64_t kTotpStepSeconds = 30;

/// A fresh secret, 20 bytes.
std::string new_totp_secret(Rng& rng);
/// The step in which a moment lies.
std::int64_t totp_step_at(Timestamp at);
/// The six digits of a step.
std::string totp_code(std::string_view secret, std::int64_t step);
/// The step that `typed` is the code of: that of `now`, the one before or the one after, and later
/// than `last_step`, so that a code is good once. Blanks between digits are passed over. Compares
/// in constant time. Whoever takes the step stores it.
std::optional<std::int64_t> match_totp(std::string_view secret, std::string_view typed,
                                       Timestamp now, std::int64_t last_step);
/// The address that an authenticator reads from a picture:
/// "otpauth://totp/SHOP:NAME?secret=...&issuer=SHOP".
std::string totp_address(std::string_view secret, std::string_view shop, std::string_view name);
/// The secret as people type it: base32 in capital letters, in groups of four.
std::string totp_text(std::string_view secret);

}  // namespace aan::desk
