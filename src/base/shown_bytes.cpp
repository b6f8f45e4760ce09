#include "base/shown_bytes.hpp"

#include <algorithm>

#include "base/codec.hpp"
#include "base/text.hpp"

namespace aan {

std::string with_bytes_shown(std::string_view text) {
  constexpr std::size_t kCharacterBytesMax = 4;
  std::string shown;
  while (!text.empty()) {
    std::size_t size = 1;
    while (size < std::min(text.size(), kCharacterBytesMax) && !is_utf8(text.substr(0, size)))
      ++size;
    const bool is_character = is_utf8(text.substr(0, size));
    if (!is_character) size = 1;
    shown += is_character ? std::string(text.substr(0, size)) : "\\x" + hex(text.substr(0, 1));
    text.remove_prefix(size);
  }
  return shown;
}

}  // namespace aan
