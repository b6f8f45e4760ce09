#pragma once
#include <string>
#include <vector>

#include "worker/epub/package.hpp"

namespace aan::worker::epub {

/// A picture that may be the cover, as bytes of JPEG, PNG, WebP or GIF by their magic number.
struct CoverCandidate {
  std::string bytes;
  bool from_svg = false;  ///< the raster inside an SVG, whose lettering is lost
};

/// Cover pictures in the order in which a book states them: the manifest's `cover-image`, EPUB 2's
/// <meta name="cover">, the guide's cover page, the first picture of the first page. An SVG is
/// never drawn; the raster embedded in it is taken. At most `kCoverCandidatesMax`.
std::vector<CoverCandidate> find_covers(Archive& archive, const Package& package);
inline constexpr std::size_t kCoverCandidatesMax = 3;

/// True for the four kinds of picture we decode.
[[nodiscard]] bool is_known_raster(std::string_view bytes);

}  // namespace aan::worker::epub
