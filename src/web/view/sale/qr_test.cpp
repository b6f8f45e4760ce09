#include "web/view/sale/qr.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aan::web {
namespace {

TEST(QrCode, IsOneSvgElementWithALabel) {
  const std::string svg = qr_code("https://calder.example/orders/x", "a \"code\"").markup();
  EXPECT_THAT(svg, testing::StartsWith("<svg class=\"qr\" viewBox=\"0 0 "));
  EXPECT_THAT(svg, testing::EndsWith("</svg>"));
  EXPECT_THAT(svg, testing::HasSubstr("aria-label=\"a &quot;code&quot;\""));
}

TEST(QrCode, HasFinderPatternsInThreeCorners) {
  // Version 3 holds 31 bytes at this level: 29 modules, four of white on each side.
  const std::string svg = qr_code("https://calder.example/orders/x", "").markup();
  EXPECT_THAT(svg, testing::HasSubstr("viewBox=\"0 0 37 37\""));
  EXPECT_THAT(svg, testing::HasSubstr("M4 4h7v1"));
  EXPECT_THAT(svg, testing::HasSubstr("M26 4h7v1"));
  EXPECT_THAT(svg, testing::HasSubstr("M4 26h7v1"));
}

TEST(QrCode, IsEmptyForWhatDoesNotFit) { EXPECT_TRUE(qr_code(std::string(5000, 'x'), "").empty()); }

}  // namespace
}  // namespace aan::web
