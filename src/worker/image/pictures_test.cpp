#include "worker/image/pictures.hpp"

#include <gtest/gtest.h>

namespace aan::worker::image {
namespace {

class PicturesTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { ASSERT_TRUE(start()); }
};

std::string flat(int width, int height) {
  return std::string(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3,
                     '\x60');
}

// Width and height of a JPEG, from its frame header.
std::pair<int, int> size_of(const std::string& jpeg) {
  for (std::size_t at = 2; at + 9 < jpeg.size();) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(jpeg[at + i]); };
    if (byte(1) >= 0xc0 && byte(1) <= 0xc2)
      return {byte(7) * 256 + byte(8), byte(5) * 256 + byte(6)};
    at += 2U + byte(2) * 256U + byte(3);
  }
  return {0, 0};
}

TEST_F(PicturesTest, AreFourNewJpegFilesOfTheRightSizes) {
  const auto drawn = from_pixels(flat(1400, 2100), 1400, 2100);
  ASSERT_TRUE(drawn);
  const auto pictures = from_stranger(drawn->cover_jpeg);
  ASSERT_TRUE(pictures) << pictures.error().to_string();
  EXPECT_EQ(size_of(pictures->cover_jpeg), std::pair(800, 1200));
  ASSERT_EQ(pictures->thumbnails.size(), 3U);
  EXPECT_EQ(size_of(pictures->thumbnails[0]), std::pair(160, 240));
  EXPECT_EQ(size_of(pictures->thumbnails[1]), std::pair(320, 480));
  EXPECT_EQ(size_of(pictures->thumbnails[2]), std::pair(640, 960));
}

TEST_F(PicturesTest, OnlyTheFourKindsAreDecoded) {
  for (const char* bytes : {"", "<svg xmlns='http://www.w3.org/2000/svg'/>", "%PDF-1.4", "II*\0",
                            "P6 1 1 255 aaa", "BM", "GIF8", "\xff\xd8\xff", "\x89PNG\r\n\x1a\n"})
    EXPECT_FALSE(from_stranger(bytes)) << bytes;
}

TEST_F(PicturesTest, AHeaderThatPromisesTooManyPixelsIsRefusedUndecoded) {
  using namespace std::literals;
  // A PNG header of 20,000 x 20,000 with a wrong check sum costs nothing; so does a GIF.
  const auto gif =
      from_stranger("GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\2\2L\1\0;"sv);
  ASSERT_FALSE(gif);
}

TEST_F(PicturesTest, TinyAndNarrowPicturesAreNoCovers) {
  for (const auto& [width, height] :
       {std::pair(16, 16), std::pair(1000, 100), std::pair(40, 400)}) {
    const auto made = from_pixels(flat(width, height), width, height);
    if (!made) continue;
    EXPECT_FALSE(from_stranger(made->cover_jpeg)) << width;
  }
}

TEST_F(PicturesTest, TruncatedPicturesAreRefusedOrShownWhole) {
  const std::string jpeg = from_pixels(flat(300, 400), 300, 400)->cover_jpeg;
  for (std::size_t size = 0; size < jpeg.size(); size += jpeg.size() / 23 + 1)
    if (const auto cut = from_stranger(jpeg.substr(0, size)))
      EXPECT_TRUE(cut->cover_jpeg.starts_with("\xff\xd8")) << size;
    else
      EXPECT_FALSE(cut.error().safe.empty()) << size;
}

}  // namespace
}  // namespace aan::worker::image
