#include "crypto/sign.hpp"

#include "crypto/sodium.hpp"

namespace aan::crypto {
namespace {

struct Pair {
  std::string open = std::string(crypto_sign_ed25519_PUBLICKEYBYTES, '\0');
  std::string hidden = std::string(crypto_sign_ed25519_SECRETKEYBYTES, '\0');
  explicit Pair(std::string_view seed) {
    start_sodium();
    AAN_CHECK(seed.size() == kSeedBytes);
    AAN_CHECK(crypto_sign_ed25519_seed_keypair(raw(open), raw(hidden), raw(seed)) == 0);
  }
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
  ~Pair() { sodium_memzero(hidden.data(), hidden.size()); }
};

static_assert(kSignatureBytes == crypto_sign_ed25519_BYTES);
static_assert(kPublicKeyBytes == crypto_sign_ed25519_PUBLICKEYBYTES);
static_assert(kSeedBytes == crypto_sign_ed25519_SEEDBYTES);

}  // namespace

std::string public_key_of(std::string_view seed) { return Pair(seed).open; }

std::string sign(std::string_view seed, std::string_view message) {
  const Pair pair(seed);
  std::string signature(kSignatureBytes, '\0');
  AAN_CHECK(crypto_sign_ed25519_detached(raw(signature), nullptr, raw(message), message.size(),
                                         raw(std::string_view(pair.hidden))) == 0);
  return signature;
}

bool is_public_key(std::string_view public_key) {
  start_sodium();
  return public_key.size() == kPublicKeyBytes &&
         crypto_core_ed25519_is_valid_point(raw(public_key)) == 1;
}

bool verify(std::string_view public_key, std::string_view message, std::string_view signature) {
  return signature.size() == kSignatureBytes && is_public_key(public_key) &&
         crypto_sign_ed25519_verify_detached(raw(signature), raw(message), message.size(),
                                             raw(public_key)) == 0;
}

}  // namespace aan::crypto
