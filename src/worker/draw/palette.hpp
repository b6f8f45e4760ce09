#pragma once
#include <cstddef>
#include <cstdint>

namespace aan::worker::draw {

/// 0xRRGGBB.
using Colour = std::uint32_t;

/// Five colours of one cover. Ink on ground and quiet on ground keep a contrast of 4.5 to 1.
struct Palette {
  Colour ground;
  Colour figure;
  Colour second;  ///< the rarer figure
  Colour ink;     ///< title and author
  Colour quiet;   ///< subtitle and series
};

inline constexpr std::size_t kPaletteCount = 12;
const Palette& palette(std::uint64_t hash);

}  // namespace aan::worker::draw
