#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "crypto/hash.hpp"

namespace aan::service {

/// The slot of `key` in a memory of `slots`, at most 65,536: what is remembered of strangers takes
/// the same room however many come. Two keys may share one by chance; nobody can choose which, for
/// `salt` is unpredictable and stays inside.
[[nodiscard]] inline std::size_t shared_slot(std::string_view salt, std::string_view key,
                                             std::size_t slots) {
  const std::string digest = crypto::sha256(std::string(salt) + std::string(key));
  const auto byte = [&](std::size_t at) -> std::size_t {
    return static_cast<unsigned char>(digest[at]);
  };
  return (byte(0) * 256 + byte(1)) % slots;
}

}  // namespace aan::service
