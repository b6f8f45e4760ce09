#include "base/words.hpp"

#include <gtest/gtest.h>

namespace aan {
namespace {

using Forms = std::vector<std::string>;

Forms forms_of(std::string_view text) {
  Forms forms;
  for (const Word& word : words_of(text, 100))
    forms.insert(forms.end(), word.forms.begin(), word.forms.end());
  return forms;
}

TEST(Words, LoseCaseAndMarks) {
  EXPECT_EQ(folded("Les Misérables — Tome II", 100), "les miserables tome ii");
  EXPECT_EQ(folded("ŁÓDŹ, Ærø; Œuvre: straße!", 100), "lodz aero oeuvre strasse");
  EXPECT_EQ(folded("Война и мир", 100), "воина и мир");
  EXPECT_EQ(folded("ΟΔΥΣΣΈΑΣ Ὀδύσσειας", 100), "οδυσσεασ οδυσσειασ");
  EXPECT_EQ(folded("Truyện Kiều", 100), "truyen kieu");
}

TEST(Words, WrittenInTwoPiecesPerLetterAreTheSame) {
  EXPECT_EQ(folded("e\u0301cole", 100), folded("école", 100));
}

TEST(Words, UmlautsHaveTwoSpellings) {
  EXPECT_EQ(forms_of("Bäcker"), (Forms{"backer", "baecker"}));
  EXPECT_EQ(forms_of("Grün"), (Forms{"grun", "gruen"}));
  EXPECT_EQ(forms_of("naïve"), (Forms{"naive"}));
}

TEST(Words, ApostrophesJoinAndPart) {
  EXPECT_EQ(forms_of("O'Brien"), (Forms{"obrien", "brien"}));
  EXPECT_EQ(forms_of("l\u2019île"), (Forms{"lile", "ile"}));
  EXPECT_EQ(forms_of("don't"), (Forms{"dont", "don"}));
  EXPECT_EQ(forms_of("'quoted'"), (Forms{"quoted"}));
}

TEST(Words, ChineseAndJapaneseGivePairs) {
  const auto words = words_of("紅樓夢 x 心", 100);
  ASSERT_EQ(words.size(), 5U);
  EXPECT_EQ(words[0].forms, Forms{"紅樓"});
  EXPECT_EQ(words[0].part, "紅");
  EXPECT_EQ(words[1].forms, Forms{"樓夢"});
  EXPECT_EQ(words[2].forms, Forms{"夢"});
  EXPECT_EQ(words[3].forms, Forms{"x"});
  EXPECT_EQ(words[4].forms, Forms{"心"});
}

TEST(FoldedName, LeavesOutWhatTellsNoNamesApart) {
  EXPECT_EQ(folded_name("  Étienne   O\u2019HARA "), "etienne o'hara");
  EXPECT_EQ(folded_name("E\u0301tienne O'Hara"), "etienne o'hara");
  EXPECT_EQ(folded_name("J. R. R. Tolkien"), folded_name("J.R.R.Tolkien"));
  EXPECT_EQ(folded_name("Isles -- Maps"), folded_name("ISLES--maps"));
  EXPECT_EQ(folded_name("ЛЕВ Толстой"), folded_name("лев\u00a0толстой"));
  EXPECT_EQ(folded_name("村上 春樹"), folded_name("村上\u3000春樹"));
  EXPECT_EQ(folded_name("村上 春樹"), folded_name("村上春樹"));
  EXPECT_EQ(folded_name("Jean\u2013Paul"), folded_name("jean-paul"));
  EXPECT_EQ(folded_name("\uff21\uff22\uff0b"), "ab+");
  EXPECT_EQ(folded_name(" \u0301 "), "");
}

TEST(FoldedName, KeepsEverySignAndEveryLetterToTheEnd) {
  EXPECT_NE(folded_name("C++"), folded_name("C#"));
  EXPECT_NE(folded_name("C"), folded_name("C#"));
  EXPECT_NE(folded_name("New York"), folded_name("Newyork"));
  EXPECT_NE(folded_name("!!!"), folded_name("???"));
  EXPECT_EQ(folded_name(std::string(600, 'x') + "A").size(), 601U);
  EXPECT_NE(folded_name("a\xff"), folded_name("a\xfe"));
}

TEST(Words, BadBytesSeparate) {
  EXPECT_EQ(folded(std::string_view("a\0b\xff\xc3 c", 7), 100), "a b c");
  EXPECT_EQ(folded("\xed\xa0\x80\xf5\x80", 100), "");
  EXPECT_EQ(folded("((( \"*", 100), "");
}

TEST(Words, AreBounded) {
  EXPECT_EQ(words_of("a b c d", 2).size(), 2U);
  EXPECT_LE(words_of(std::string(10'000, 'x'), 100).at(0).written.size(), kWordBytesMax);
}

}  // namespace
}  // namespace aan
