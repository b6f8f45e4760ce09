#include "worker/epub/encoding.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "worker/epub/entities.hpp"

namespace aan::worker::epub {
namespace {

// HTML has to state its encoding in so many bytes.
constexpr std::size_t kHeadBytes = 1024;

// 0x80 to 0x9f, where Windows-1252 is other than ISO-8859-1. The worker's sandbox opens no files,
// so the C library's converters are out of reach.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178};

// Names of Windows-1252 and of what it holds, as the Encoding Standard of the WHATWG has them.
constexpr std::array<std::string_view, 11> kWindows1252Names = {
    "windows-1252", "cp1252", "x-cp1252", "iso-8859-1", "iso8859-1", "iso88591",
    "iso_8859-1",   "latin1", "l1",       "us-ascii",   "ascii"};

// The name that stands behind `before` and "=", in lower case; empty for none.
std::string name_behind(std::string_view text, std::string_view before) {
  const std::size_t at = text.find(before);
  if (at == std::string_view::npos) return {};
  text = trim(text.substr(at + before.size()));
  if (!text.starts_with('=')) return {};
  text = trim(text.substr(1));
  if (text.starts_with('"') || text.starts_with('\'')) text.remove_prefix(1);
  return lower_ascii(text.substr(0, text.find_first_of("\"'; \t\r\n/>?")));
}

std::string declared_name(std::string_view document) {
  const std::string_view head = trim(document.substr(0, kHeadBytes));
  if (head.starts_with("<?xml"))
    if (std::string name = name_behind(head.substr(0, head.find("?>")), "encoding"); !name.empty())
      return name;
  return name_behind(head, "charset");
}

bool is_wide(std::string_view document) {
  return document.starts_with("\xff\xfe") || document.starts_with("\xfe\xff") ||
         document.substr(0, 4).contains('\0');
}

}  // namespace

Encoding encoding_of(std::string_view document) {
  if (is_wide(document)) return Encoding::wide;
  const std::string name = declared_name(document);
  // Its letters are ASCII to look at.
  if (name.starts_with("iso-2022-")) return Encoding::unknown;
  if (is_utf8(document)) return Encoding::utf8;
  return std::ranges::find(kWindows1252Names, name) != kWindows1252Names.end()
             ? Encoding::windows_1252
             : Encoding::unknown;
}

std::string utf8_of_windows_1252(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    append_utf8(out, byte >= 0x80 && byte < 0xa0 ? kWindows1252[byte - 0x80] : byte);
  }
  return out;
}

}  // namespace aan::worker::epub
