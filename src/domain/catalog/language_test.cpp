#include "domain/catalog/language.hpp"

#include <gtest/gtest.h>

namespace aan::catalog {
namespace {

TEST(Language, RegionScriptAndCaseAreLeftOut) {
  EXPECT_EQ(primary_language("en"), "en");
  EXPECT_EQ(primary_language("en-GB"), "en");
  EXPECT_EQ(primary_language("EN_us"), "en");
  EXPECT_EQ(primary_language("zh-Hant-TW"), "zh");
  EXPECT_EQ(primary_language("und"), "und");
  EXPECT_EQ(primary_language(""), "");
}

}  // namespace
}  // namespace aan::catalog
