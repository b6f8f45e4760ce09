#include "worker/draw/fonts.hpp"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

#include <array>

#include "worker/draw/canvas.hpp"

namespace aan::worker::draw {
namespace {

// cairo keeps at most ten font files open, so ten is the most that may stand here.
constexpr std::array<const char*, 7> kFiles = {
    "/usr/share/fonts/opentype/ebgaramond/EBGaramond12-Regular.otf",
    "/usr/share/fonts/opentype/ebgaramond/EBGaramond12-Italic.otf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
};

// One of each script that brings its own tables: Latin, Arabic, Thai, Han.
constexpr const char* kProbe = "Ag\xd8\xb9\xe0\xb8\x81\xe6\x9b\xb8";

using Kept = std::vector<Object<PangoFont>>;

gboolean keep_font(PangoFontset*, PangoFont* font, gpointer kept) {
  auto& fonts = *static_cast<Kept*>(kept);
  fonts.emplace_back(static_cast<PangoFont*>(g_object_ref(font)));
  return FALSE;
}

// Draws a little with every face, so that all files are open and all tables loaded, and keeps
// the faces in use.
Kept touch(PangoContext* context) {
  Kept kept;
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_A8, 64, 32));
  const Context cr(cairo_create(surface.get()));
  for (const PangoStyle slant : {PANGO_STYLE_NORMAL, PANGO_STYLE_ITALIC}) {
    PangoFontDescription* description = pango_font_description_new();
    pango_font_description_set_family(description, font_families());
    pango_font_description_set_style(description, slant);
    pango_font_description_set_absolute_size(description, 12 * PANGO_SCALE);
    const Object<PangoFontset> fonts(
        pango_context_load_fontset(context, description, pango_language_from_string("en")));
    pango_fontset_foreach(fonts.get(), keep_font, &kept);
    const Object<PangoLayout> layout(pango_layout_new(context));
    pango_layout_set_font_description(layout.get(), description);
    pango_font_description_free(description);
    pango_layout_set_text(layout.get(), kProbe, -1);
    pango_cairo_show_layout(cr.get(), layout.get());
  }
  for (const auto& font : kept) {
    cairo_scaled_font_t* scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font.get()));
    cairo_set_scaled_font(cr.get(), scaled);
    cairo_show_text(cr.get(), "A");
  }
  return kept;
}

}  // namespace

void UnrefObject::operator()(void* object) const { g_object_unref(object); }

Result<Fonts> Fonts::load() {
  FcConfig* config = FcConfigCreate();
  int count = 0;
  for (const char* file : kFiles)
    count += FcConfigAppFontAddFile(config, reinterpret_cast<const FcChar8*>(file)) == FcTrue;
  if (count == 0) {
    FcConfigDestroy(config);
    return fail(Errc::unavailable, "draw.fonts",
                "no font for covers is installed: apt-get install fonts-ebgaramond");
  }
  // Current first: pango would else read the configuration of the whole machine in a thread.
  FcConfigSetCurrent(config);
  Fonts fonts;
  fonts.map_.reset(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(fonts.map_.get()), config);
  FcConfigDestroy(config);
  fonts.kept_ = touch(fonts.context().get());
  return fonts;
}

Object<PangoContext> Fonts::context() const {
  Object<PangoContext> context(pango_font_map_create_context(map_.get()));
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context.get(), options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context.get(), FALSE);
  return context;
}

const char* font_families() {
  return "EB Garamond,DejaVu Serif,Noto Serif CJK JP,DejaVu Sans,Noto Sans CJK JP,"
         "Droid Sans Fallback";
}

}  // namespace aan::worker::draw
