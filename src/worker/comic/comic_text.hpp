#pragma once
#include <functional>
#include <string>

#include "domain/catalog/reading_copy.hpp"
#include "worker/epub/archive.hpp"

namespace aan::worker::comic {

/// Makes a page ours, at most so many pixels wide: JPEG bytes, or nothing for one that cannot be
/// shown.
using DrawPage = std::function<std::string(std::string_view bytes, int width)>;

inline constexpr int kPageWidth = 1080;      ///< pixels
inline constexpr int kManyPagesWidth = 800;  ///< of a comic of more than `kFewPages`
inline constexpr std::size_t kFewPages = 60;

/// A comic for the shop's own reader: a section for each page, in the order of reading, with its
/// picture drawn anew; the whole says `dir="rtl"` where it `is_from_right`. Contents lead to the
/// folders, where there are several, or to each tenth page. A comic without one of its pages is
/// none: errors are invalid (no pages, one that cannot be drawn) and too_large (more pages, or
/// larger ones, than a reading copy holds).
Result<catalog::BookText> read_comic_text(epub::Archive& archive, const DrawPage& draw);

}  // namespace aan::worker::comic
