#pragma once
#include <pango/pango.h>

#include <span>
#include <string>
#include <string_view>

#include "worker/draw/canvas.hpp"
#include "worker/draw/fonts.hpp"

namespace aan::worker::draw {

/// How a piece of text is set: sizes are tried from the first, largest, to the last.
struct TextStyle {
  std::span<const double> sizes;
  double width_max;
  double height_max;
  PangoStyle slant = PANGO_STYLE_NORMAL;
  float leading = 1.0F;
  double tracking = 0;  ///< between letters, in units
};

/// Text that was set to fit, measured with the real metrics of the font.
struct SetText {
  Object<PangoLayout> layout;
  double width = 0;
  double height = 0;
  int lines = 0;
};

/// Sets a text in the largest size that fits, its lines balanced (as even as their number allows),
/// long words parted only when the size would else fall below the middle of the row of sizes.
/// What does not fit even then ends in an ellipsis.
SetText set_text(PangoContext* context, std::string_view text, const TextStyle& style);

void draw_text(cairo_t* cr, const SetText& text, double x, double y, Colour colour);

/// True when a character of the text is in none of the fonts.
[[nodiscard]] bool has_missing_glyphs(const SetText& text);

}  // namespace aan::worker::draw
