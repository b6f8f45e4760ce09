#include "service/customer/library_link.hpp"

#include "crypto/token.hpp"

namespace aan::service {

std::string letter_token(const crypto::KeyRing& keys, const customer::LibraryLetterId& id,
                         const std::string& key_id) {
  const crypto::Key* key = keys.find(crypto::KeyPurpose::links, key_id);
  return key == nullptr ? "" : crypto::derive_link_token(*key, "library-letter", id.value, 0);
}

std::string library_token(const crypto::KeyRing& keys, const customer::CustomerId& id,
                          std::int64_t generation, const std::string& key_id) {
  const crypto::Key* key = keys.find(crypto::KeyPurpose::links, key_id);
  return key == nullptr ? "" : crypto::derive_link_token(*key, "library", id.value, generation);
}

}  // namespace aan::service
