#include "worker/draw/cover.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/fnv.hpp"
#include "worker/draw/chance.hpp"
#include "worker/draw/hyphens.hpp"
#include "worker/draw/palette.hpp"

// fontconfig keeps patterns of a configuration for the life of the process.
// NOLINTNEXTLINE(bugprone-reserved-identifier): the sanitizer looks for this name.
extern "C" const char* __lsan_default_suppressions() { return "leak:libfontconfig\n"; }

namespace aan::worker::draw {
namespace {

class CoverTest : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded = Fonts::load();
    if (!loaded) GTEST_SKIP() << loaded.error().detail;
    fonts_.emplace(std::move(*loaded));
  }
  std::string draw(const CoverText& text) { return draw_cover(*fonts_, text).value_or(""); }
  std::optional<Fonts> fonts_;
};

TEST_F(CoverTest, SameTextSamePicture) {
  const std::string once = draw({"Margins", "Laszlo Verhoeven", ""});
  EXPECT_EQ(once.size(), static_cast<std::size_t>(kCoverPixelWidth * kCoverPixelHeight * 3));
  EXPECT_EQ(once, draw({"Margins", "Laszlo Verhoeven", ""}));
  EXPECT_NE(once, draw({"Margins", "Somebody Else", ""}));
}

TEST_F(CoverTest, ASeriesKeepsItsGround) {
  const auto ground = [&](const char* title, const char* series) {
    return draw({title, "A", series}).substr(0, 3);
  };
  for (const char* title : {"One", "Two", "Three", "Four", "Five"})
    EXPECT_EQ(ground(title, "Series"), ground("Zero", "Series")) << title;
}

TEST_F(CoverTest, EveryTitleIsDrawn) {
  const std::string long_word(300, 'W');
  for (const std::string& title :
       {std::string("A"), std::string("Buchhandelsbetriebswirtschaftslehre"), long_word,
        std::string("a ") + std::string(390, 'b'), std::string("\xd8\xb9\xd8\xb1\xd8\xa8"),
        std::string("\xe6\x9b\xb8\xe7\x89\xa9"),
        std::string("\xe0\xb8\xa0\xe0\xb8\xb2\xe0\xb8\xa9"), std::string(": x"), std::string("x: "),
        std::string("<b>&amp;")})
    EXPECT_FALSE(draw({title, title, title}).empty()) << title;
  EXPECT_FALSE(draw_cover(*fonts_, {"", "A", ""}));
}

TEST(Chance, HasNotChanged) {
  Chance chance(fnv1a("Margins|Laszlo Verhoeven"));
  EXPECT_EQ(fnv1a(""), 0xcbf29ce484222325ULL);
  EXPECT_EQ(Chance(0).next(), 0xe220a8397b1dcdafULL) << "splitmix64's own first number";
  for (int i = 0; i < 100; ++i) {
    const double x = chance.between(2, 3);
    EXPECT_TRUE(x >= 2 && x < 3);
  }
}

// WCAG 2 contrast of two colours.
double contrast(Colour a, Colour b) {
  const auto luminance = [](Colour colour) {
    const auto linear = [&](unsigned shift) {
      const double c = ((colour >> shift) & 0xff) / 255.0;
      return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0);
  };
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

TEST(Palette, EveryInkCanBeRead) {
  for (std::size_t i = 0; i < kPaletteCount; ++i) {
    EXPECT_GE(contrast(palette(i).ink, palette(i).ground), 7) << i;
    EXPECT_GE(contrast(palette(i).quiet, palette(i).ground), 4.5) << i;
  }
}

TEST(Hyphens, LongWordsMayPartBetweenSyllables) {
  EXPECT_EQ(with_soft_hyphens("kurze Worte bleiben"), "kurze Worte bleiben");
  const std::string parted = with_soft_hyphens("Betriebswirtschaft");
  EXPECT_NE(parted.find("wirt\xc2\xadschaft"), std::string::npos) << parted;
  EXPECT_EQ(
      with_soft_hyphens("\xd8\xa7\xd9\x84\xd8\xb3\xd8\xb1\xd8\xb7\xd8\xa7\xd9\x86\xd8\xa7\xd9\x84"
                        "\xd8\xb3\xd8\xb1\xd8\xb7"),
      "\xd8\xa7\xd9\x84\xd8\xb3\xd8\xb1\xd8\xb7\xd8\xa7\xd9\x86\xd8\xa7\xd9\x84\xd8\xb3\xd8\xb1"
      "\xd8\xb7");
}

}  // namespace
}  // namespace aan::worker::draw
