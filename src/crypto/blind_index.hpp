#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "crypto/keyring.hpp"

namespace aan::crypto {

/// A keyed digest by which a sealed text is found again without opening all of them: equal texts
/// have equal digests, and without the ring nobody can try texts out. "key-id:22 letters". `place`:
/// "table|column"; the same text elsewhere has another digest.
std::string blind_index(const KeyRing& keys, std::string_view place, std::string_view text);
/// The same under every key that seals or sealed, the current one first: what was stored before a
/// rotation is found too.
std::vector<std::string> blind_indexes(const KeyRing& keys, std::string_view place,
                                       std::string_view text);

}  // namespace aan::crypto
