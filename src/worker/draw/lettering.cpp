#include "worker/draw/lettering.hpp"

#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>

#include "worker/draw/hyphens.hpp"

namespace aan::worker::draw {
namespace {

int units(double length) { return static_cast<int>(std::lround(length * PANGO_SCALE)); }

Object<PangoLayout> lay_out(PangoContext* context, const std::string& text, const TextStyle& style,
                            double size) {
  Object<PangoLayout> layout(pango_layout_new(context));
  PangoFontDescription* description = pango_font_description_new();
  pango_font_description_set_family(description, font_families());
  pango_font_description_set_style(description, style.slant);
  pango_font_description_set_absolute_size(description, units(size));
  pango_layout_set_font_description(layout.get(), description);
  pango_font_description_free(description);
  PangoAttrList* attributes = pango_attr_list_new();
  // Old-style figures and common ligatures belong to the text, kerning to every size.
  pango_attr_list_insert(attributes, pango_attr_font_features_new("kern=1,liga=1,onum=1"));
  if (style.tracking != 0)
    pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(units(style.tracking)));
  pango_layout_set_attributes(layout.get(), attributes);
  pango_attr_list_unref(attributes);
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD);
  pango_layout_set_line_spacing(layout.get(), style.leading);
  pango_layout_set_width(layout.get(), units(style.width_max));
  return layout;
}

double width_of(PangoLayout* layout) {
  PangoRectangle logical;
  pango_layout_get_extents(layout, nullptr, &logical);
  return static_cast<double>(logical.width) / PANGO_SCALE;
}

double height_of(PangoLayout* layout) {
  PangoRectangle logical;
  pango_layout_get_extents(layout, nullptr, &logical);
  return static_cast<double>(logical.height) / PANGO_SCALE;
}

bool fits(PangoLayout* layout, const TextStyle& style) {
  return width_of(layout) <= style.width_max + 0.5 && height_of(layout) <= style.height_max + 0.5;
}

// Narrows the measure as long as the text keeps its number of lines: no lonely last word.
void balance(PangoLayout* layout, double width_max) {
  const int lines = pango_layout_get_line_count(layout);
  if (lines < 2) return;
  double narrow = width_max / lines / 2;
  double wide = width_max;
  while (wide - narrow > 2) {
    const double middle = (narrow + wide) / 2;
    pango_layout_set_width(layout, units(middle));
    const bool same =
        pango_layout_get_line_count(layout) == lines && width_of(layout) <= middle + 0.5;
    (same ? wide : narrow) = middle;
  }
  pango_layout_set_width(layout, units(wide));
}

SetText measured(Object<PangoLayout> layout) {
  SetText text;
  text.width = width_of(layout.get());
  text.height = height_of(layout.get());
  text.lines = pango_layout_get_line_count(layout.get());
  text.layout = std::move(layout);
  return text;
}

}  // namespace

SetText set_text(PangoContext* context, std::string_view text, const TextStyle& style) {
  const std::string whole(text);
  const std::string parted = with_soft_hyphens(text);
  const std::size_t middle = style.sizes.size() / 2;
  const auto large = style.sizes.first(middle);
  const auto small = style.sizes.subspan(middle);
  for (const auto sizes : {large, small}) {
    for (const std::string* attempt : {&whole, &parted}) {
      for (const double size : sizes) {
        auto layout = lay_out(context, *attempt, style, size);
        if (!fits(layout.get(), style)) continue;
        balance(layout.get(), style.width_max);
        return measured(std::move(layout));
      }
    }
  }
  auto layout = lay_out(context, parted, style, style.sizes.back());
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height(layout.get(), units(style.height_max));
  pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  return measured(std::move(layout));
}

void draw_text(cairo_t* cr, const SetText& text, double x, double y, Colour colour) {
  set_colour(cr, colour);
  cairo_move_to(cr, x, y);
  pango_cairo_show_layout(cr, text.layout.get());
}

bool has_missing_glyphs(const SetText& text) {
  return pango_layout_get_unknown_glyphs_count(text.layout.get()) > 0;
}

}  // namespace aan::worker::draw
