#include "adapters/store_sql/catalog_codec.hpp"

#include <gtest/gtest.h>

#include "adapters/store_sql/engine/rows.hpp"

namespace aan::store_sql {
namespace {

TEST(CatalogCodec, AccessibilityComesBack) {
  catalog::AccessibilityFacts facts;
  EXPECT_EQ(encode_accessibility(facts), "{}");
  EXPECT_FALSE(decode_accessibility("{}").stated);
  facts.stated = true;
  facts.hazards = {"none", "\"quoted\""};
  facts.summary = "Line\nline";
  const catalog::AccessibilityFacts back = decode_accessibility(encode_accessibility(facts));
  EXPECT_TRUE(back.stated);
  EXPECT_EQ(back.hazards, facts.hazards);
  EXPECT_EQ(back.summary, facts.summary);
}

TEST(CatalogCodec, ContentsComeBack) {
  const auto back = decode_contents(encode_contents({{"One", 0}, {"Two \\ 2", 3}}));
  ASSERT_EQ(back.size(), 2U);
  EXPECT_EQ(back[1].title, "Two \\ 2");
  EXPECT_EQ(back[1].depth, 3);
}

TEST(CatalogCodec, AnythingElseIsNonsense) {
  for (const char* text : {"", "x", "[]", "[1", "{\"features\":1}"})
    EXPECT_THROW(decode_accessibility(text), StoredNonsense) << text;
  for (const char* text : {"", "{}", "[1]", "[[\"a\",\"b\"]]", "[[1]]", "[[1.5,\"a\"]]"})
    EXPECT_THROW(decode_contents(text), StoredNonsense) << text;
}

TEST(CatalogCodec, TitlesSortWithoutTheirArticle) {
  EXPECT_EQ(title_key("The  Salt Road"), "salt road");
  EXPECT_EQ(title_key("A"), "a");
  EXPECT_EQ(title_key("An Atlas"), "atlas");
  EXPECT_EQ(title_key("Theory"), "theory");
  EXPECT_LE(title_key(std::string(500, 'x')).size(), 96U);
}

TEST(CatalogCodec, NamesAreSortedWithoutCapitalsAccentsAndSigns) {
  EXPECT_EQ(name_key("Étienne, O'Hara"), "etienne ohara");
  EXPECT_EQ(name_key("  van Dyke, A."), "van dyke a");
  EXPECT_EQ(name_key("0 Press"), "0 press");
  EXPECT_EQ(name_key("Rock 'n' O'Roll & Co"), name_key("rock n Ó’roll—Co"));
  EXPECT_EQ(name_key("Žižek"), name_key("ZIZEK"));
  EXPECT_LT(name_key("Calder, Ines"), name_key("Calderon, B."));
  EXPECT_GT(name_key("Достоевский"), name_key("zz"));
  EXPECT_EQ(name_key("ЛЕСКОВ, Николай"), "лесков николаи");
  EXPECT_EQ(name_key("Ωμέγα"), name_key("ωμεγα"));
  EXPECT_EQ(name_key("東京 Press 都"), "東京 press 都");
  for (const char* none : {"", "?!", " - "}) EXPECT_EQ(name_key(none), "~") << none;
  EXPECT_LE(name_key(std::string(500, 'x')).size(), 96U);
}

TEST(CatalogCodec, ListsOfOneLineTexts) {
  EXPECT_EQ(join({"a", "b"}, '\n'), "a\nb");
  EXPECT_EQ(split_list("a\nb", '\n'), (std::vector<std::string>{"a", "b"}));
  EXPECT_TRUE(split_list("", ' ').empty());
}

}  // namespace
}  // namespace aan::store_sql
