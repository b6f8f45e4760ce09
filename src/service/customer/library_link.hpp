#pragma once
#include <string>

#include "crypto/keyring.hpp"
#include "domain/customer/library.hpp"

namespace aan::service {

/// The token of the link /library/letter/{token}: derived, so that a letter that is sent twice has
/// the same link and none of them is stored. Empty when the key that it was made with is lost.
std::string letter_token(const crypto::KeyRing& keys, const customer::LibraryLetterId& id,
                         const std::string& key_id);
/// The token of a library's secret link /library/open/{token}. Empty as above.
std::string library_token(const crypto::KeyRing& keys, const customer::CustomerId& id,
                          std::int64_t generation, const std::string& key_id);

}  // namespace aan::service
