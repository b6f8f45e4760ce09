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

TEST(Language, ATagBeginsWithALanguage) {
  for (const char* one : {"en", "en-GB", "zh-Hant-TW", "und", "mul", "EN", "qaa-x-own"})
    EXPECT_TRUE(is_language_tag(one)) << one;
  for (const char* none : {"", "-", "-en", "---", "e", "e-en", "12", "en_GB", "en GB", "englishes"})
    EXPECT_FALSE(is_language_tag(none)) << none;
}

TEST(Language, ThreeLettersAreTwoWhereThereAreTwo) {
  EXPECT_EQ(short_language("eng"), "en");
  EXPECT_EQ(short_language("ger"), "de");
  EXPECT_EQ(short_language("deu"), "de");
  EXPECT_EQ(short_language("tgl"), "tl");
  EXPECT_EQ(short_language("fil"), "fil") << "has no code of two letters";
  EXPECT_EQ(short_language("und"), "und");
  EXPECT_EQ(short_language("en"), "en");
  EXPECT_EQ(bibliographic_language("de"), "ger");
  EXPECT_EQ(bibliographic_language("uk"), "ukr");
  EXPECT_EQ(bibliographic_language("eu"), "baq");
  EXPECT_EQ(bibliographic_language("nb"), "nob");
  EXPECT_EQ(bibliographic_language("fil"), "fil");
  EXPECT_EQ(bibliographic_language("xx"), "");
}

}  // namespace
}  // namespace aan::catalog
