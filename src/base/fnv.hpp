#pragma once
#include <cstdint>
#include <string_view>

namespace aan {

/// FNV-1a, 64 bits: the same number for the same words, for ever. Not for anything that somebody
/// might want to make collide.
constexpr std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3ULL;
  }
  return hash;
}

}  // namespace aan
