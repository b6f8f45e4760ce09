#include "crypto/blind_index.hpp"

#include "base/codec.hpp"
#include "crypto/hash.hpp"

namespace aan::crypto {
namespace {

constexpr std::size_t kDigestBytes = 16;

// A key of its own, made from the one that seals: neither tells anything of the other.
std::string under(const Key& key, std::string_view place, std::string_view text) {
  const std::string own = hmac_sha256(key.bytes.reveal(), "aan blind index v1");
  const std::string digest = hmac_sha256(own, std::string(place) + "|" + std::string(text));
  return key.id + ":" + base64url(std::string_view(digest).substr(0, kDigestBytes));
}

}  // namespace

std::string blind_index(const KeyRing& keys, std::string_view place, std::string_view text) {
  return under(keys.current(KeyPurpose::wrapping), place, text);
}

std::vector<std::string> blind_indexes(const KeyRing& keys, std::string_view place,
                                       std::string_view text) {
  std::vector<std::string> all = {blind_index(keys, place, text)};
  for (const Key& key : keys.keys()) {
    if (key.purpose != KeyPurpose::wrapping) continue;
    std::string one = under(key, place, text);
    if (one != all.front()) all.push_back(std::move(one));
  }
  return all;
}

}  // namespace aan::crypto
