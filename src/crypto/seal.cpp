#include "crypto/seal.hpp"

#include "base/secret.hpp"
#include "crypto/sodium.hpp"

namespace aan::crypto {
namespace {

constexpr std::string_view kFormat = "s1";
constexpr std::size_t kKeyIdBytes = 8;
// Stands where the id of a ring key stands in what was sealed under a data key.
constexpr std::string_view kDataKeyId = "data-key";
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kKeyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kHeaderBytes = kFormat.size() + kKeyIdBytes + kNonceBytes;

std::string encrypt(std::string_view key_id, std::string_view key, std::string_view plain,
                    std::string_view place, Rng& rng) {
  start_sodium();
  AAN_CHECK(key.size() == kKeyBytes && key_id.size() == kKeyIdBytes);
  const std::string nonce = rng.bytes(kNonceBytes);
  std::string sealed(kFormat);
  sealed += key_id;
  sealed += nonce;
  sealed.resize(kHeaderBytes + plain.size() + kTagBytes);
  AAN_CHECK(crypto_aead_xchacha20poly1305_ietf_encrypt(
                raw(sealed) + kHeaderBytes, nullptr, raw(plain), plain.size(), raw(place),
                place.size(), nullptr, raw(std::string_view(nonce)), raw(key)) == 0);
  return sealed;
}

std::unexpected<Error> does_not_open() {
  return fail(Errc::corrupt, "seal.open",
              "A sealed value was altered or moved, or its key is not in the ring.");
}

bool has_shape(std::string_view sealed) {
  return sealed.size() >= kHeaderBytes + kTagBytes && sealed.starts_with(kFormat);
}

std::string_view key_id_of(std::string_view sealed) {
  return sealed.substr(kFormat.size(), kKeyIdBytes);
}

Result<std::string> decrypt(std::string_view key, std::string_view sealed, std::string_view place) {
  start_sodium();
  if (key.size() != kKeyBytes) return does_not_open();
  const std::string_view nonce = sealed.substr(kFormat.size() + kKeyIdBytes, kNonceBytes);
  const std::string_view body = sealed.substr(kHeaderBytes);
  std::string plain(body.size() - kTagBytes, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(raw(plain), nullptr, nullptr, raw(body),
                                                 body.size(), raw(place), place.size(), raw(nonce),
                                                 raw(key)) != 0)
    return does_not_open();
  return plain;
}

}  // namespace

std::optional<std::string_view> sealed_with(std::string_view sealed) {
  if (sealed.size() < kFormat.size() + kKeyIdBytes || !sealed.starts_with(kFormat)) return {};
  if (key_id_of(sealed) == kDataKeyId) return {};
  return key_id_of(sealed);
}

std::string Sealer::seal(std::string_view plain, std::string_view place) const {
  const Key& key = keys_.ring().current(KeyPurpose::wrapping);
  return encrypt(key.id, key.bytes.reveal(), plain, place, rng_);
}

Result<std::string> Sealer::open(std::string_view sealed, std::string_view place) const {
  if (!has_shape(sealed)) return does_not_open();
  const Key* key = keys_.ring().find(KeyPurpose::wrapping, key_id_of(sealed));
  if (key == nullptr) return does_not_open();
  return decrypt(key->bytes.reveal(), sealed, place);
}

std::string Sealer::new_wrapped_key(std::string_view place) const {
  const Secret data_key(rng_.bytes(kKeyBytes));
  return seal(data_key.reveal(), place);
}

std::string Sealer::seal_with(std::string_view data_key, std::string_view plain,
                              std::string_view place) const {
  return encrypt(kDataKeyId, data_key, plain, place, rng_);
}

Result<std::string> Sealer::open_with(std::string_view data_key, std::string_view sealed,
                                      std::string_view place) const {
  if (!has_shape(sealed) || key_id_of(sealed) != kDataKeyId) return does_not_open();
  return decrypt(data_key, sealed, place);
}

}  // namespace aan::crypto
