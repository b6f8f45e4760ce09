#include "base/noncharacter.hpp"

namespace aan {

std::size_t noncharacter_bytes(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (text.size() >= 3 && byte(0) == 0xef) {
    const bool is_last = byte(1) == 0xbf && byte(2) >= 0xbe && byte(2) <= 0xbf;
    const bool is_between = byte(1) == 0xb7 && byte(2) >= 0x90 && byte(2) <= 0xaf;
    return is_last || is_between ? 3 : 0;
  }
  if (text.size() < 4 || byte(0) < 0xf0 || byte(0) > 0xf4) return 0;
  const bool is_last =
      (byte(1) & 0xcfU) == 0x8f && byte(2) == 0xbf && byte(3) >= 0xbe && byte(3) <= 0xbf;
  return is_last ? 4 : 0;
}

bool has_noncharacter(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at)
    if (static_cast<unsigned char>(text[at]) >= 0xef && noncharacter_bytes(text.substr(at)) > 0)
      return true;
  return false;
}

}  // namespace aan
