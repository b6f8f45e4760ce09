#pragma once
#include <string>
#include <string_view>

namespace aan::worker::epub {

/// How the letters of an XML document or page are written down.
enum class Encoding {
  utf8,
  wide,          ///< UTF-16 or UTF-32
  windows_1252,  ///< with ISO-8859-1, which it holds
  unknown,       ///< one that cannot be read, or bytes that are none of what is declared
};

/// Bytes that are UTF-8 are taken for it whatever is declared: other encodings hardly ever look so.
/// Else the XML declaration counts, and without one what HTML states in its beginning.
[[nodiscard]] Encoding encoding_of(std::string_view document);

/// Its five bytes without a meaning become U+FFFD.
std::string utf8_of_windows_1252(std::string_view text);

}  // namespace aan::worker::epub
