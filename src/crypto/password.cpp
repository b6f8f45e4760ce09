#include "crypto/password.hpp"

#include <sodium.h>

#include <semaphore>

#include "base/check.hpp"
#include "crypto/sodium.hpp"

namespace aan::crypto {
namespace {

constexpr std::size_t kMemoryBytes = std::size_t{19} << 20;
constexpr unsigned long long kPasses = 2;
constexpr std::ptrdiff_t kAtOnce = 2;

std::counting_semaphore<kAtOnce>& turns() {
  static std::counting_semaphore<kAtOnce> free{kAtOnce};
  return free;
}

class Turn {
 public:
  Turn() { turns().acquire(); }
  ~Turn() { turns().release(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
};

}  // namespace

std::string hash_password(std::string_view password) {
  start_sodium();
  char text[crypto_pwhash_STRBYTES] = {};
  const Turn turn;
  AAN_CHECK(crypto_pwhash_str_alg(text, password.data(), password.size(), kPasses, kMemoryBytes,
                                  crypto_pwhash_ALG_ARGON2ID13) == 0);
  return text;
}

bool verify_password(std::string_view hash, std::string_view password) {
  start_sodium();
  if (hash.size() >= crypto_pwhash_STRBYTES) return false;
  const std::string text(hash);
  const Turn turn;
  return crypto_pwhash_str_verify(text.c_str(), password.data(), password.size()) == 0;
}

bool verify_nobody(std::string_view password) {
  // Of 32 random bytes that nobody kept. A constant, so that the first such guess costs no more.
  constexpr std::string_view kHash =
      "$argon2id$v=19$m=19456,t=2,p=1$r"
      "ucE2f4w+ek1XD/mzBraVw$T5U+PvovP7EnmUdHeMY7cRggqQjWmTUwd9DFJ9kVaC0";
  AAN_CHECK(!is_outdated_hash(kHash));  // the same costs as those of a name that exists
  static_cast<void>(verify_password(kHash, password));
  return false;
}

bool is_outdated_hash(std::string_view hash) {
  start_sodium();
  if (hash.size() >= crypto_pwhash_STRBYTES) return true;
  return crypto_pwhash_str_needs_rehash(std::string(hash).c_str(), kPasses, kMemoryBytes) != 0;
}

}  // namespace aan::crypto
