#pragma once
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/secret.hpp"

namespace aan::webhook_http {

/// The value of `webhook-signature`: "v1," and base64 of HMAC-SHA-256 over "id.timestamp.body",
/// once for each secret, with a blank between. A secret is "whsec_" and base64 of its bytes.
/// Errors: corrupt (a secret of another form).
Result<std::string> sign_message(std::string_view id, std::string_view timestamp,
                                 std::string_view body, std::span<const Secret> secrets);

}  // namespace aan::webhook_http
