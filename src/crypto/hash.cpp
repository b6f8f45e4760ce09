#include "crypto/hash.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>

#include "base/check.hpp"

namespace aan::crypto {
namespace {

constexpr std::size_t kDigestBytes = 32;

// Looked up once: in OpenSSL 3 every use of EVP_sha256() searches the providers again.
const EVP_MD* method() {
  static const EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  AAN_CHECK(found != nullptr);
  return found;
}

unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

std::string sha256(std::string_view bytes) {
  std::string digest(kDigestBytes, '\0');
  AAN_CHECK(EVP_Digest(bytes.data(), bytes.size(), raw(digest), nullptr, method(), nullptr) == 1);
  return digest;
}

std::string md5(std::string_view bytes) {
  constexpr std::size_t kBytes = 16;
  std::string digest(kBytes, '\0');
  AAN_CHECK(EVP_Digest(bytes.data(), bytes.size(), raw(digest), nullptr, EVP_md5(), nullptr) == 1);
  return digest;
}

std::string sha512(std::string_view bytes) {
  constexpr std::size_t kBytes = 64;
  std::string digest(kBytes, '\0');
  AAN_CHECK(EVP_Digest(bytes.data(), bytes.size(), raw(digest), nullptr, EVP_sha512(), nullptr) ==
            1);
  return digest;
}

std::string hmac_sha256(std::string_view key, std::string_view message) {
  std::string digest(kDigestBytes, '\0');
  unsigned size = 0;
  AAN_CHECK(HMAC(method(), key.data(), static_cast<int>(key.size()),
                 reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                 raw(digest), &size) != nullptr);
  AAN_CHECK(size == kDigestBytes);
  return digest;
}

std::string hmac_sha1(std::string_view key, std::string_view message) {
  constexpr std::size_t kBytes = 20;
  std::string digest(kBytes, '\0');
  unsigned size = 0;
  AAN_CHECK(HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
                 reinterpret_cast<const unsigned char*>(message.data()), message.size(),
                 raw(digest), &size) != nullptr);
  AAN_CHECK(size == kBytes);
  return digest;
}

bool equal_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

struct Sha256::State {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  AAN_CHECK(EVP_DigestInit_ex2(state_->context, method(), nullptr) == 1);
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view bytes) {
  AAN_CHECK(EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1);
}

std::string Sha256::finish() {
  std::string digest(kDigestBytes, '\0');
  AAN_CHECK(EVP_DigestFinal_ex(state_->context, raw(digest), nullptr) == 1);
  return digest;
}

}  // namespace aan::crypto
