#include "base/codec.hpp"

#include <array>

namespace aan {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase64Plain =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::string_view kBase32 = "abcdefghijklmnopqrstuvwxyz234567";

// `bits` per character, most significant first, no padding (RFC 4648 sections 3.2 and 5 to 6).
std::string encode(std::string_view bytes, std::string_view alphabet, unsigned bits) {
  std::string out;
  out.reserve(bytes.size() * 8 / bits + 1);
  unsigned buffer = 0;
  unsigned held = 0;
  for (const char c : bytes) {
    buffer = (buffer << 8) | static_cast<unsigned char>(c);
    held += 8;
    while (held >= bits) {
      held -= bits;
      out += alphabet[(buffer >> held) & ((1U << bits) - 1)];
    }
    buffer &= (1U << held) - 1;
  }
  if (held > 0) out += alphabet[(buffer << (bits - held)) & ((1U << bits) - 1)];
  return out;
}

Result<std::string> decode(std::string_view text, std::string_view alphabet, unsigned bits) {
  std::string out;
  unsigned buffer = 0;
  unsigned held = 0;
  for (const char c : text) {
    const auto at = alphabet.find(c);
    if (at == std::string_view::npos)
      return refuse(Errc::invalid, "codec.decode", "There is a character that does not belong.");
    buffer = (buffer << bits) | static_cast<unsigned>(at);
    held += bits;
    if (held >= 8) {
      held -= 8;
      out += static_cast<char>((buffer >> held) & 0xff);
    }
    buffer &= (1U << held) - 1;
  }
  // Section 3.5: one canonical text for each value, so trailing bits must be zero.
  if (held >= bits || buffer != 0)
    return refuse(Errc::invalid, "codec.decode", "The text ends in the middle of a byte.");
  return out;
}

}  // namespace

std::string hex(std::string_view bytes) { return encode(bytes, kHex, 4); }
Result<std::string> parse_hex(std::string_view text) { return decode(text, kHex, 4); }
std::string base64url(std::string_view bytes) { return encode(bytes, kBase64, 6); }
Result<std::string> parse_base64url(std::string_view text) { return decode(text, kBase64, 6); }
std::string base64(std::string_view bytes) {
  std::string text = encode(bytes, kBase64Plain, 6);
  while (text.size() % 4 != 0) text += '=';
  return text;
}
Result<std::string> parse_base64(std::string_view text) {
  constexpr std::size_t kPaddingMax = 2;
  if (text.size() % 4 != 0)
    return refuse(Errc::invalid, "codec.decode", "The text ends in the middle of a byte.");
  for (std::size_t i = 0; i < kPaddingMax && text.ends_with('='); ++i) text.remove_suffix(1);
  return decode(text, kBase64Plain, 6);
}
std::string base32lower(std::string_view bytes) { return encode(bytes, kBase32, 5); }
Result<std::string> parse_base32lower(std::string_view text) { return decode(text, kBase32, 5); }

}  // namespace aan
