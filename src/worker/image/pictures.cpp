#include "worker/image/pictures.hpp"

#include <vips/vips.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <ranges>

namespace aan::worker::image {
namespace {

constexpr int kQuality = 82;
// Flat colour with sharp letters shows every artefact; it packs well all the same.
constexpr int kDrawnQuality = 88;

struct Unref {
  void operator()(VipsImage* image) const { g_object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

struct Encoding {
  int quality;
  VipsForeignSubsample subsample;
};
constexpr Encoding kPhotograph = {kQuality, VIPS_FOREIGN_SUBSAMPLE_AUTO};
constexpr Encoding kDrawing = {kDrawnQuality, VIPS_FOREIGN_SUBSAMPLE_OFF};

std::unexpected<Error> damaged() {
  std::string detail = vips_error_buffer();
  vips_error_clear();
  return fail(Errc::invalid, "image.decode", std::move(detail),
              "The cover picture is damaged and was left out.");
}

bool is_allowed_kind(std::string_view bytes) {
  using namespace std::literals;
  return bytes.starts_with("\xff\xd8\xff"sv) || bytes.starts_with("\x89PNG\r\n\x1a\n"sv) ||
         bytes.starts_with("GIF8"sv) ||
         (bytes.starts_with("RIFF"sv) && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP"sv);
}

// Reads the header only.
Result<> check_size(std::string_view bytes) {
  if (!is_allowed_kind(bytes))
    return refuse(Errc::invalid, "image.decode",
                  "The cover is not a JPEG, PNG, WebP or GIF picture and was left out.");
  const Image header(vips_image_new_from_buffer(bytes.data(), bytes.size(), "", nullptr));
  if (!header) return damaged();
  const int width = vips_image_get_width(header.get());
  const int height = vips_image_get_page_height(header.get());
  const auto pixels = static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height);
  if (pixels > kPixelsMax)
    return refuse(Errc::too_large, "image.decode",
                  "The cover picture has more than 40 megapixels and was left out.");
  const auto [shorter, longer] = std::minmax(width, height);
  if (shorter < kSideMin || longer > shorter * kAspectMax)
    return refuse(Errc::invalid, "image.decode",
                  "The cover picture is too small or too narrow and was left out.");
  return {};
}

// sRGB with three bands of 8 bits, on white where it was transparent, in memory.
Result<Image> plain(Image image) {
  VipsImage* out = nullptr;
  if (vips_colourspace(image.get(), &out, VIPS_INTERPRETATION_sRGB, nullptr) != 0) return damaged();
  image.reset(out);
  if (vips_image_hasalpha(image.get())) {
    const std::array<double, 3> white = {255, 255, 255};
    VipsArrayDouble* background = vips_array_double_new(white.data(), 3);
    const int failed = vips_flatten(image.get(), &out, "background", background, nullptr);
    vips_area_unref(VIPS_AREA(background));
    if (failed != 0) return damaged();
    image.reset(out);
  }
  if (vips_cast(image.get(), &out, VIPS_FORMAT_UCHAR, nullptr) != 0) return damaged();
  image.reset(out);
  out = vips_image_copy_memory(image.get());
  if (out == nullptr) return damaged();
  return Image(out);
}

Result<std::string> encode(VipsImage* image, const Encoding& encoding) {
  void* buffer = nullptr;
  std::size_t size = 0;
  if (vips_jpegsave_buffer(image, &buffer, &size, "Q", encoding.quality, "strip", TRUE,
                           "optimize_coding", TRUE, "subsample_mode", encoding.subsample,
                           nullptr) != 0)
    return damaged();
  std::string jpeg(static_cast<const char*>(buffer), size);
  g_free(buffer);
  return jpeg;
}

static_assert(kThumbnailWidths[2] == 2 * kThumbnailWidths[1] &&
              kThumbnailWidths[1] == 2 * kThumbnailWidths[0]);

Result<Pictures> make_pictures(VipsImage* cover, const Encoding& encoding) {
  Pictures pictures;
  pictures.cover_jpeg = AAN_TRY(encode(cover, encoding));
  // The largest by a fine filter, each other by halving it: a fraction of the work.
  Image larger;
  for (const int width : std::views::reverse(kThumbnailWidths)) {
    VipsImage* out = nullptr;
    const int failed = larger
                           ? vips_shrink(larger.get(), &out, 2, 2, nullptr)
                           : vips_thumbnail_image(cover, &out, width, "height", width * kAspectMax,
                                                  "size", VIPS_SIZE_BOTH, nullptr);
    if (failed != 0) return damaged();
    const Image lazy(out);
    larger.reset(vips_image_copy_memory(lazy.get()));
    if (!larger) return damaged();
    pictures.thumbnails.push_back(AAN_TRY(encode(larger.get(), encoding)));
  }
  std::ranges::reverse(pictures.thumbnails);
  return pictures;
}

}  // namespace

bool start() {
  // Without its modules the library starts in 2 ms instead of 30, and ImageMagick, poppler, heif
  // and their like never enter the process.
  setenv("VIPSHOME", "/nonexistent", 1);
  // Its fast paths are machine code made at run time, which the sandbox does not let happen.
  setenv("VIPS_NOVECTOR", "1", 1);
  if (vips_init("aan-worker") != 0) return false;
  vips_concurrency_set(1);
  vips_cache_set_max(0);
  vips_block_untrusted_set(TRUE);
  vips_operation_block_set("VipsForeignLoad", TRUE);
  for (const char* allowed :
       {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadNsgif"})
    vips_operation_block_set(allowed, FALSE);
  return true;
}

Result<Pictures> from_stranger(std::string_view bytes) {
  AAN_TRY(check_size(bytes));
  VipsImage* out = nullptr;
  // The library writes into no buffer it reads from; its signature lacks a const.
  if (vips_thumbnail_buffer(const_cast<char*>(bytes.data()), bytes.size(), &out, kCoverWidthMax,
                            "height", kCoverHeightMax, "size", VIPS_SIZE_DOWN, nullptr) != 0)
    return damaged();
  const Image cover = AAN_TRY(plain(Image(out)));
  return make_pictures(cover.get(), kPhotograph);
}

Result<std::string> page_from_stranger(std::string_view bytes, int width) {
  AAN_TRY(check_size(bytes));
  VipsImage* out = nullptr;
  if (vips_thumbnail_buffer(const_cast<char*>(bytes.data()), bytes.size(), &out, width, "height",
                            width * kAspectMax, "size", VIPS_SIZE_DOWN, nullptr) != 0)
    return damaged();
  const Image page = AAN_TRY(plain(Image(out)));
  return encode(page.get(), kPhotograph);
}

Result<Pictures> from_pixels(std::string_view rgb, int width, int height) {
  VipsImage* out =
      vips_image_new_from_memory(rgb.data(), rgb.size(), width, height, 3, VIPS_FORMAT_UCHAR);
  if (out == nullptr) return damaged();
  const Image raw(out);
  if (vips_copy(raw.get(), &out, "interpretation", VIPS_INTERPRETATION_sRGB, nullptr) != 0)
    return damaged();
  const Image cover(out);
  return make_pictures(cover.get(), kDrawing);
}

}  // namespace aan::worker::image
