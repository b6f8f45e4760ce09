#include "crypto/token.hpp"

#include <vector>

#include "base/check.hpp"
#include "base/codec.hpp"
#include "base/text.hpp"
#include "crypto/hash.hpp"

namespace aan::crypto {
namespace {

constexpr std::size_t kTokenBytes = 20;
constexpr std::size_t kTokenText = 27;
// Browsers keep at least 4,096 bytes of a cookie with its name and attributes (RFC 6265, 6.1).
constexpr std::size_t kCookieBytesMax = 4096;

// No name and no key id holds a '|', so two different cookies never give the same message.
std::string cookie_mac(const Key& key, std::string_view name, std::string_view payload) {
  std::string message = "cookie|";
  message += name;
  message += '|';
  message += payload;
  return hmac_sha256(key.bytes.reveal(), message);
}

}  // namespace

std::string new_token(Rng& rng) { return base64url(rng.bytes(kTokenBytes)); }

std::string token_digest(std::string_view token) { return sha256(token); }

std::string derive_link_token(const Key& links_key, std::string_view what, std::string_view id,
                              std::int64_t generation) {
  AAN_CHECK(links_key.purpose == KeyPurpose::links && !what.contains('|'));
  std::string message{what};
  message += '|';
  message += id;
  message += '|';
  message += std::to_string(generation);
  return base64url(hmac_sha256(links_key.bytes.reveal(), message).substr(0, kTokenBytes));
}

std::string derive_order_token(const Key& links_key, std::string_view order_id,
                               std::int64_t generation) {
  return derive_link_token(links_key, "order", order_id, generation);
}

bool looks_like_token(std::string_view text) {
  return text.size() == kTokenText && parse_base64url(text).has_value();
}

std::string sign_cookie(const KeyRing& keys, std::string_view name, std::string_view payload) {
  AAN_CHECK(name.find('|') == std::string_view::npos);
  const Key& key = keys.current(KeyPurpose::cookies);
  return key.id + '.' + base64url(payload) + '.' + base64url(cookie_mac(key, name, payload));
}

std::optional<std::string> verify_cookie(const KeyRing& keys, std::string_view name,
                                         std::string_view value) {
  if (value.size() > kCookieBytesMax || name.find('|') != std::string_view::npos)
    return std::nullopt;
  const std::vector<std::string_view> parts = split(value, '.');
  if (parts.size() != 3) return std::nullopt;
  const Key* key = keys.find(KeyPurpose::cookies, parts[0]);
  if (key == nullptr) return std::nullopt;
  auto payload = parse_base64url(parts[1]);
  const auto mac = parse_base64url(parts[2]);
  if (!payload || !mac || !equal_constant_time(*mac, cookie_mac(*key, name, *payload)))
    return std::nullopt;
  return std::move(*payload);
}

}  // namespace aan::crypto
