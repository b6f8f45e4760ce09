#pragma once
#include <cairo.h>

#include <memory>
#include <numbers>

#include "worker/draw/cover.hpp"
#include "worker/draw/palette.hpp"

namespace aan::worker::draw {

/// Covers are laid out on 600 x 900 units and drawn at 800 x 1200 pixels.
inline constexpr double kWidth = 600;
inline constexpr double kHeight = 900;
inline constexpr double kMargin = 45;  ///< left and right edge of everything that is read
inline constexpr double kFoot = 836;   ///< below it stands the author

inline constexpr double kPi = std::numbers::pi;

struct DestroySurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct DestroyContext {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using Surface = std::unique_ptr<cairo_surface_t, DestroySurface>;
using Context = std::unique_ptr<cairo_t, DestroyContext>;

inline void set_colour(cairo_t* cr, Colour colour, double alpha = 1) {
  const auto channel = [&](unsigned shift) { return ((colour >> shift) & 0xff) / 255.0; };
  cairo_set_source_rgba(cr, channel(16), channel(8), channel(0), alpha);
}

inline void fill_rectangle(cairo_t* cr, double x, double y, double width, double height,
                           Colour colour, double alpha = 1) {
  set_colour(cr, colour, alpha);
  cairo_rectangle(cr, x, y, width, height);
  cairo_fill(cr);
}

}  // namespace aan::worker::draw
