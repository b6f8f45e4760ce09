#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/rng.hpp"
#include "crypto/keyring.hpp"

namespace aan::crypto {

/// A bearer token: 160 random bits as 27 characters of base64url. Only `token_digest` of it is
/// ever stored.
std::string new_token(Rng& rng);
/// SHA-256 of a token's text, 32 bytes.
std::string token_digest(std::string_view token);

/// The secret link of an order: HMAC-SHA-256(links key, "order|id|generation"), cut to 160 bits,
/// as 27 characters. Derived, so that a repeated answer to the same request needs no stored
/// secret; a new generation makes the old link dead.
std::string derive_order_token(const Key& links_key, std::string_view order_id,
                               std::int64_t generation);
/// The same for any other secret link: `what` names its kind, which no id can stand for.
std::string derive_link_token(const Key& links_key, std::string_view what, std::string_view id,
                              std::int64_t generation);
/// True for text that could be a token (27 characters of base64url).
bool looks_like_token(std::string_view text);

/// Signed value for a cookie: "key-id.base64url(payload).base64url(mac)". `verify` gives the
/// payload back if a ring key made it under the same `name`.
std::string sign_cookie(const KeyRing& keys, std::string_view name, std::string_view payload);
std::optional<std::string> verify_cookie(const KeyRing& keys, std::string_view name,
                                         std::string_view value);

}  // namespace aan::crypto
