#pragma once
#include <string>

#include "base/result.hpp"
#include "worker/draw/fonts.hpp"

namespace aan::worker::draw {

/// What stands on a cover. A ": " in the title parts the subtitle from it.
struct CoverText {
  std::string title;
  std::string author;
  std::string series;
};

inline constexpr int kCoverPixelWidth = 800;
inline constexpr int kCoverPixelHeight = 1200;
inline constexpr std::size_t kTitleBytesMax = 400;
inline constexpr std::size_t kAuthorBytesMax = 200;

/// Pixels of a cover, row after row, 3 bytes RGB each. The same text gives the same picture:
/// composition and palette come from a hash of title and author, the palette of a series from its
/// name. A text in a script that no font here has is left off rather than drawn as boxes.
Result<std::string> draw_cover(const Fonts& fonts, const CoverText& text);

}  // namespace aan::worker::draw
