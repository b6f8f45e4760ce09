#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace aan::worker::epub {

/// Well-formed UTF-8 without control characters and noncharacters: what is broken becomes U+FFFD,
/// tabs and line ends stay.
std::string clean_text(std::string_view text);

/// One line of at most `bytes_max`, cleaned, without the invisible marks that turn the direction
/// of the text around it (a title must not rewrite the page it stands on).
std::string clean_line(std::string_view text, std::size_t bytes_max);

/// Plain text of a description that may be HTML: tags go, block ends become empty lines.
std::string plain_description(std::string_view text, std::size_t bytes_max);

/// Size of a text: words as a reader counts them (a Han or Kana character is one), and characters
/// with runs of white space counted once.
struct TextSize {
  std::uint64_t words = 0;
  std::uint64_t characters = 0;
};
TextSize measure(std::string_view text);

}  // namespace aan::worker::epub
