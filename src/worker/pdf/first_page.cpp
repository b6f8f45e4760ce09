#include <algorithm>
#include <cmath>
#include <memory>

#include "worker/pdf/limits.hpp"
#include "worker/pdf/reader.hpp"

namespace aan::worker::pdf {
namespace {

struct Destroy {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};

std::unexpected<Error> not_drawn(const char* why) {
  return refuse(Errc::invalid, "pdf.draw",
                std::string("The first page cannot be the cover: ") + why);
}

// No font of the machine can be opened in the sandbox, and a cover without its letters is none.
bool brings_its_fonts(const Poppler& poppler, PopplerDocument* document) {
  PopplerFontInfo* info = poppler.font_info_new(document);
  PopplerFontsIter* iter = nullptr;
  bool brings = true;
  if (poppler.font_info_scan(info, 1, &iter) != FALSE && iter != nullptr) {
    do brings = brings && poppler.fonts_iter_is_embedded(iter) != FALSE;
    while (poppler.fonts_iter_next(iter) != FALSE);
  }
  if (iter != nullptr) poppler.fonts_iter_free(iter);
  poppler.font_info_free(info);
  return brings;
}

// Cairo's pixels are native words 0xXXRRGGBB.
DrawnPage plain_pixels(cairo_surface_t* surface) {
  DrawnPage drawn;
  drawn.width = cairo_image_surface_get_width(surface);
  drawn.height = cairo_image_surface_get_height(surface);
  const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
  const unsigned char* pixels = cairo_image_surface_get_data(surface);
  drawn.rgb.reserve(static_cast<std::size_t>(drawn.width) * static_cast<std::size_t>(drawn.height) *
                    3);
  for (int y = 0; y < drawn.height; ++y) {
    const auto* row =
        reinterpret_cast<const std::uint32_t*>(pixels + static_cast<std::size_t>(y) * stride);
    for (int x = 0; x < drawn.width; ++x)
      for (const int shift : {16, 8, 0}) drawn.rgb += static_cast<char>((row[x] >> shift) & 0xff);
  }
  return drawn;
}

}  // namespace

Result<DrawnPage> draw_first_page(const Poppler& poppler, int fd) {
  const Document document = AAN_TRY(open_document(poppler, fd));
  const Page page(poppler.document_get_page(document.get(), 0));
  if (!page) return not_drawn("it is damaged.");
  if (!brings_its_fonts(poppler, document.get()))
    return not_drawn("it is set in fonts that the file does not bring.");
  double width = 0, height = 0;
  poppler.page_get_size(page.get(), &width, &height);
  const auto [shorter, longer] = std::minmax(width, height);
  if (!std::isfinite(width) || !std::isfinite(height) || shorter < 1 ||
      longer > shorter * kAspectMax)
    return not_drawn("it is too small or too narrow.");
  const double scale = std::min(kCoverHeight / height, kCoverWidthMax / width);
  const std::unique_ptr<cairo_surface_t, Destroy> surface(cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, std::max(1, static_cast<int>(std::lround(width * scale))),
      std::max(1, static_cast<int>(std::lround(height * scale)))));
  const std::unique_ptr<cairo_t, Destroy> cairo(cairo_create(surface.get()));
  cairo_set_source_rgb(cairo.get(), 1, 1, 1);
  cairo_paint(cairo.get());
  cairo_scale(cairo.get(), scale, scale);
  poppler.page_render(page.get(), cairo.get());
  if (cairo_status(cairo.get()) != CAIRO_STATUS_SUCCESS) return not_drawn("it is damaged.");
  cairo_surface_flush(surface.get());
  return plain_pixels(surface.get());
}

}  // namespace aan::worker::pdf
