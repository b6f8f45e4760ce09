#include "web/view/assets.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace aan::web {
namespace {

TEST(Assets, AreFoundByTheirHashedAddressAndMayBeKept) {
  const auto style = find_asset_file(asset_url("shop.css"));
  ASSERT_TRUE(style);
  EXPECT_TRUE(style->immutable);
  EXPECT_EQ(style->content_type, "text/css; charset=utf-8");
  EXPECT_THAT(std::string(style->path), testing::MatchesRegex("/assets/shop\\.[0-9a-f]{8}\\.css"));
}

TEST(Assets, WithPlainNamesMayChange) {
  for (const char* path : {"/favicon.svg", "/favicon.ico"}) {
    const auto asset = find_asset_file(path);
    ASSERT_TRUE(asset) << path;
    EXPECT_FALSE(asset->immutable) << path;
  }
  EXPECT_FALSE(find_asset_file("/assets/shop.css"));
  EXPECT_FALSE(find_asset_file("/assets/../templates/frame.tpl"));
}

TEST(Assets, IconIsOneForThoseWhoReadNoVectors) {
  using namespace std::string_view_literals;
  const auto icon = find_asset_file("/favicon.ico");
  ASSERT_TRUE(icon);
  EXPECT_EQ(icon->content_type, "image/x-icon");
  // One picture of 32 by 32 pixels, a PNG that begins after the list of one.
  EXPECT_TRUE(icon->bytes.starts_with("\0\0\1\0\1\0\x20\x20"sv));
  EXPECT_TRUE(icon->bytes.substr(22).starts_with("\x89PNG\r\n"sv));
  EXPECT_EQ(find_asset_file("/favicon.svg")->content_type, "image/svg+xml");
}

TEST(Assets, StyleSheetIsSentWithoutWhatMeansNothing) {
  for (const char* name : {"shop.css", "desk.css"}) {
    const std::string_view style = find_asset_file(asset_url(name))->bytes;
    for (const char* waste : {"\n", "  ", "{ ", " {", "; ", ";}", " }"})
      EXPECT_EQ(style.find(waste), std::string_view::npos) << name << ": " << waste;
    // Those that mean something stay: an "and" needs its spaces, and so does a sum.
    EXPECT_EQ(style.find("and("), std::string_view::npos) << name;
    EXPECT_EQ(std::ranges::count(style, '{'), std::ranges::count(style, '}')) << name;
  }
  EXPECT_NE(find_asset_file(asset_url("shop.css"))->bytes.find("calc(100% + .3rem)"),
            std::string_view::npos);
}

TEST(Assets, StyleSheetBeginsWithTokensAndAsksNobodyElse) {
  const auto style = find_asset_file(asset_url("shop.css"));
  EXPECT_LT(style->bytes.find("--paper"), style->bytes.find("font:"));
  EXPECT_EQ(style->bytes.find("url("), std::string_view::npos);
  EXPECT_EQ(style->bytes.find("@import"), std::string_view::npos);
  EXPECT_EQ(style->bytes.find("/*"), std::string_view::npos);
}

}  // namespace
}  // namespace aan::web
