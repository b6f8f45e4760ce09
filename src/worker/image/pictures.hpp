#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace aan::worker::image {

inline constexpr std::uint64_t kPixelsMax = 40'000'000;  ///< width times height, before decoding
inline constexpr int kSideMin = 32;   ///< anything smaller is an ornament, not a cover
inline constexpr int kAspectMax = 5;  ///< longer side to shorter side
inline constexpr int kCoverHeightMax = 1200;
inline constexpr int kCoverWidthMax = 1600;
inline constexpr int kThumbnailWidths[] = {160, 320, 640};

/// A cover as the shop keeps it: new JPEG files without anything of the old but the picture.
struct Pictures {
  std::string cover_jpeg;
  std::vector<std::string> thumbnails;  ///< in the order of `kThumbnailWidths`
};

/// Starts the image library with every decoder blocked but those for JPEG, PNG, WebP and GIF, and
/// without its modules. Once per process, before the sandbox closes. False when it cannot.
[[nodiscard]] bool start();

/// Decodes a stranger's picture. Errors: invalid (not one of the four kinds, damaged, odd shape),
/// too_large.
Result<Pictures> from_stranger(std::string_view bytes);

/// Decodes a stranger's picture into one JPEG at most `width` pixels wide and five times as high.
/// Errors: as `from_stranger`.
Result<std::string> page_from_stranger(std::string_view bytes, int width);

/// From our own drawing: `width` x `height` pixels, each 3 bytes RGB, rows without gaps.
Result<Pictures> from_pixels(std::string_view rgb, int width, int height);

}  // namespace aan::worker::image
