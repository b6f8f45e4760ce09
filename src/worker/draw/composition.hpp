#pragma once
#include <cstddef>

#include "worker/draw/canvas.hpp"
#include "worker/draw/chance.hpp"

namespace aan::worker::draw {

inline constexpr std::size_t kCompositionCount = 6;

/// Draws one of the six ornaments of the house (quarter discs, waves, rings, a shelf, blocks,
/// moon over hills) between `top` and the foot of the cover.
void draw_composition(cairo_t* cr, std::size_t which, Chance& chance, const Palette& palette,
                      double top);

}  // namespace aan::worker::draw
