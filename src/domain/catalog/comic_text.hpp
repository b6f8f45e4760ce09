#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace aan::catalog {

/// The text of a comic that is read on pages: `begin_comic_text`, a `comic_section` for each of its
/// pictures, `kComicTextEnd`. What is written here is known again by `comic_picture` alone.
std::string begin_comic_text(bool is_from_right);
/// The section "s{number}" with the picture "p{number}", counted from 1.
std::string comic_section(std::uint64_t number);
inline constexpr std::string_view kComicTextEnd = "</div>";

/// What a page of a comic holds.
struct ComicPicture {
  std::uint64_t number = 0;    ///< of the picture, from 1
  bool is_from_right = false;  ///< its pages follow each other from right to left
};
/// Of a page's text, of a file of this format. Nothing: it is of another, it holds more, or no
/// picture; then it is read as text.
[[nodiscard]] std::optional<ComicPicture> comic_picture(std::string_view format,
                                                        std::string_view markup);

}  // namespace aan::catalog
