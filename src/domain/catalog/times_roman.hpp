#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace aan::catalog {

/// Text in the letters that every PDF program has for Times-Roman, one of the fonts that a PDF need
/// not bring (ISO 32000-1, 9.6.2.2), in WinAnsiEncoding (annex D): Western European ones. Nothing
/// when one letter of the UTF-8 text is not among them.
[[nodiscard]] std::optional<std::string> in_win_ansi(std::string_view text);

/// Width of text in WinAnsiEncoding, set in Times-Roman: in thousandths of the size of the type.
[[nodiscard]] std::uint64_t times_roman_width(std::string_view win_ansi);

}  // namespace aan::catalog
