#include "web/view/assets.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

TEST(Assets, StyleSheetBeginsWithTokensAndAsksNobodyElse) {
  const auto style = find_asset_file(asset_url("shop.css"));
  EXPECT_LT(style->bytes.find("--paper"), style->bytes.find("font:"));
  EXPECT_EQ(style->bytes.find("url("), std::string_view::npos);
  EXPECT_EQ(style->bytes.find("@import"), std::string_view::npos);
  EXPECT_EQ(style->bytes.find("/*"), std::string_view::npos);
}

}  // namespace
}  // namespace aan::web
