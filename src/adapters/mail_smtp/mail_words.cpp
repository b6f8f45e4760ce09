#include "adapters/mail_smtp/mail_words.hpp"

#include <algorithm>

#include "base/codec.hpp"
#include "base/text.hpp"

namespace aan::mail_smtp {
namespace {

constexpr std::size_t kLineMax = 76;
constexpr std::size_t kWordBytesMax = 42;  ///< 56 characters of base64, 68 with what surrounds them
constexpr std::size_t kPlainMax = 70;

bool is_printable(char c) { return c >= ' ' && c <= '~'; }

// Padded, with the two signs that addresses of pages do without.
std::string base64(std::string_view bytes) {
  std::string text = base64url(bytes);
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  while (text.size() % 4 != 0) text += '=';
  return text;
}

std::string encoded_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::string_view part = utf8_prefix(text, kWordBytesMax);
    const std::size_t size = part.empty() ? std::min(text.size(), kWordBytesMax) : part.size();
    out += (out.empty() ? "" : "\r\n ") + std::string("=?UTF-8?B?") + base64(text.substr(0, size)) +
           "?=";
    text.remove_prefix(size);
  }
  return out;
}

}  // namespace

std::string quoted_printable(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  std::size_t column = 0;
  const auto put = [&](std::string_view piece) {
    if (column + piece.size() > kLineMax - 1) {
      out += "=\r\n";
      column = 0;
    }
    out += piece;
    column += piece.size();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_last_of_line = i + 1 == text.size() || text[i + 1] == '\n';
    if (c == '\n') {
      out += "\r\n";
      column = 0;
      continue;
    }
    // Blanks at the end of a line are lost on the way; a dot alone ends a message, and "From" at
    // the start of a line is changed by some.
    const bool is_risky = (c == ' ' && is_last_of_line) || (column == 0 && (c == '.' || c == 'F'));
    if (is_printable(c) && c != '=' && !is_risky) {
      put(std::string_view(&c, 1));
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    const char coded[] = {'=', kHex[byte >> 4], kHex[byte & 15]};
    put(std::string_view(coded, 3));
  }
  return out;
}

std::string header_text(std::string_view text, std::size_t used) {
  const bool is_plain = std::ranges::all_of(text, is_printable) && !text.contains("=?") &&
                        used + text.size() <= kPlainMax && trim(text) == text;
  return is_plain ? std::string(text) : encoded_words(text);
}

std::string mailbox(std::string_view name, std::string_view address, std::size_t used) {
  if (name.empty()) return std::string(address);
  const std::string in_brackets = "<" + std::string(address) + ">";
  const bool is_plain = std::ranges::all_of(name, is_printable) && !name.contains("=?") &&
                        used + name.size() <= kPlainMax / 2;
  std::string out;
  if (is_plain) {
    out = "\"";
    for (const char c : name) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    out += "\"";
  } else {
    out = encoded_words(name);
  }
  return out + "\r\n " + in_brackets;
}

}  // namespace aan::mail_smtp
