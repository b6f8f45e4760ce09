#include "worker/draw/cover.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/fnv.hpp"
#include "base/text.hpp"
#include "worker/draw/canvas.hpp"
#include "worker/draw/chance.hpp"
#include "worker/draw/composition.hpp"
#include "worker/draw/lettering.hpp"

namespace aan::worker::draw {
namespace {

constexpr double kTextWidth = kWidth - 2 * kMargin;
constexpr double kTop = 44;  // the small rule that every cover begins with
constexpr double kTitleTop = 65;
constexpr double kArtTop = 330;   // ornaments never start above, however short the title
constexpr double kArtGap = 26;    // between the last line and the ornament
constexpr double kMarkSize = 17;  // the mark of the house, at the right foot

constexpr std::array<double, 14> kTitleSizes = {94, 86, 78, 71, 65, 59, 54,
                                                49, 45, 41, 37, 34, 31, 28};
constexpr std::array<double, 6> kSubtitleSizes = {31, 29, 27, 25, 23, 21};
constexpr std::array<double, 7> kAuthorSizes = {30, 28, 26, 24, 22, 20, 18};
constexpr std::array<double, 3> kSeriesSizes = {16, 14.5, 13};

struct Lines {
  std::string title;
  std::string subtitle;
};

Lines part(std::string_view title) {
  const std::size_t colon = title.find(": ");
  if (colon == std::string_view::npos || colon == 0) return {std::string(title), {}};
  return {std::string(trim(title.substr(0, colon))), std::string(trim(title.substr(colon + 2)))};
}

void draw_mark(cairo_t* cr, const Palette& palette) {
  const double x = kWidth - kMargin - kMarkSize;
  const double y = 869 - kMarkSize / 2;
  set_colour(cr, palette.figure);
  cairo_move_to(cr, x, y + kMarkSize);
  cairo_arc(cr, x, y + kMarkSize, kMarkSize, -kPi / 2, 0);
  cairo_close_path(cr);
  cairo_fill(cr);
  set_colour(cr, palette.second);
  cairo_arc(cr, x + kMarkSize - 3.5, y + 3.5, 3.5, 0, 2 * kPi);
  cairo_fill(cr);
}

// Draws what is read at the head; returns where it ends.
double draw_head(cairo_t* cr, PangoContext* context, const CoverText& text,
                 const Palette& palette) {
  fill_rectangle(cr, kMargin, kTop, 62, 5, palette.figure);
  if (!text.series.empty()) {
    const SetText series = set_text(
        context, text.series,
        {.sizes = kSeriesSizes, .width_max = kTextWidth - 78, .height_max = 24, .tracking = 0.6});
    if (!has_missing_glyphs(series))
      draw_text(cr, series, kMargin + 78, kTop + 2.5 - series.height / 2, palette.quiet);
  }
  const Lines lines = part(text.title);
  const bool has_subtitle = !lines.subtitle.empty();
  const SetText title = set_text(context, lines.title,
                                 {.sizes = kTitleSizes,
                                  .width_max = kTextWidth,
                                  .height_max = has_subtitle ? 218.0 : 268.0,
                                  .leading = 0.89F});
  if (has_missing_glyphs(title)) return kTitleTop;
  draw_text(cr, title, kMargin, kTitleTop, palette.ink);
  double y = kTitleTop + title.height;
  if (has_subtitle) {
    const SetText subtitle = set_text(context, lines.subtitle,
                                      {.sizes = kSubtitleSizes,
                                       .width_max = kTextWidth,
                                       .height_max = 82,
                                       .slant = PANGO_STYLE_ITALIC,
                                       .leading = 0.94F});
    if (!has_missing_glyphs(subtitle)) {
      y += 4;
      draw_text(cr, subtitle, kMargin + 1, y, palette.quiet);
      y += subtitle.height;
    }
  }
  return y;
}

void draw_author(cairo_t* cr, PangoContext* context, const std::string& author,
                 const Palette& palette) {
  if (author.empty()) return;
  const SetText text = set_text(
      context, author,
      {.sizes = kAuthorSizes, .width_max = kTextWidth - 40, .height_max = 44, .tracking = 0.4});
  if (!has_missing_glyphs(text)) draw_text(cr, text, kMargin, 868 - text.height / 2, palette.ink);
}

std::string rgb_of(cairo_surface_t* surface) {
  cairo_surface_flush(surface);
  const unsigned char* data = cairo_image_surface_get_data(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  std::string rgb;
  rgb.reserve(static_cast<std::size_t>(kCoverPixelWidth) * kCoverPixelHeight * 3);
  for (int y = 0; y < kCoverPixelHeight; ++y) {
    const unsigned char* row = data + static_cast<std::ptrdiff_t>(y) * stride;
    for (int x = 0; x < kCoverPixelWidth; ++x) {
      const unsigned char* pixel = row + static_cast<std::ptrdiff_t>(x) * 4;  // B, G, R, unused
      rgb += static_cast<char>(pixel[2]);
      rgb += static_cast<char>(pixel[1]);
      rgb += static_cast<char>(pixel[0]);
    }
  }
  return rgb;
}

}  // namespace

Result<std::string> draw_cover(const Fonts& fonts, const CoverText& text) {
  const CoverText cut = {one_line(utf8_prefix(text.title, kTitleBytesMax)),
                         one_line(utf8_prefix(text.author, kAuthorBytesMax)),
                         one_line(utf8_prefix(text.series, kAuthorBytesMax))};
  if (cut.title.empty()) return refuse(Errc::invalid, "draw.cover", "A cover needs a title.");
  const std::uint64_t seed = Chance(fnv1a(cut.title + "|" + cut.author)).next();
  const std::uint64_t hue = cut.series.empty() ? seed >> 8 : Chance(fnv1a(cut.series)).next() >> 8;
  const Palette& colours = palette(hue);
  Chance chance(seed);

  const Surface surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, kCoverPixelWidth, kCoverPixelHeight));
  const Context cr(cairo_create(surface.get()));
  cairo_scale(cr.get(), kCoverPixelWidth / kWidth, kCoverPixelHeight / kHeight);
  const auto context = fonts.context();

  fill_rectangle(cr.get(), 0, 0, kWidth, kHeight, colours.ground);
  const double head = draw_head(cr.get(), context.get(), cut, colours);
  draw_composition(cr.get(), seed % kCompositionCount, chance, colours,
                   std::max(kArtTop, head + kArtGap));
  draw_author(cr.get(), context.get(), cut.author, colours);
  draw_mark(cr.get(), colours);
  if (cairo_status(cr.get()) != CAIRO_STATUS_SUCCESS)
    return fail(Errc::internal, "draw.cover", cairo_status_to_string(cairo_status(cr.get())));
  return rgb_of(surface.get());
}

}  // namespace aan::worker::draw
