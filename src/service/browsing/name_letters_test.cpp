#include "service/browsing/name_letters.hpp"

#include <gtest/gtest.h>

namespace aan::service {
namespace {

std::string ways(const std::vector<std::string>& first) {
  std::string text;
  for (const NameLetter& one : letters_of(first)) text += one.from + "=" + one.first + " ";
  return text;
}

TEST(NameLetters, LettersOfOtherScriptsAreWaysOfTheirOwnWhereTheyAreFew) {
  const std::vector<std::string> first{"1", "7", "b", "~", "д", "ع"};
  EXPECT_EQ(ways(first), "0=1 b=b ~= д=д ع=ع ");
  EXPECT_EQ(ways({"b", "ع"}), "b=b ع=ع ") << "no way to where no name is";
}

TEST(NameLetters, OfVeryManyOneWayIsLeft) {
  std::vector<std::string> first{"b"};
  for (std::size_t i = 0; i <= kOtherLettersMax; ++i)
    first.push_back("\xe4\xb8" + std::string(1, static_cast<char>(0x80 + i)));
  EXPECT_EQ(ways(first), "b=b ~=\xe4\xb8\x80 ");
  first.pop_back();
  EXPECT_EQ(letters_of(first).size(), kOtherLettersMax + 1);
}

// "A–Z B": ways as a feed names them.
std::string named(const std::vector<NameLetter>& ways) {
  std::string text;
  for (const NameLetter& one : ways)
    text += capital(one.first) + (one.last.empty() ? "" : "–" + capital(one.last)) + " ";
  return text;
}

TEST(NameLetters, OfManyInFrontOfNamesTheLettersOfAnotherScriptAreOneWay) {
  std::vector<std::string> first;
  for (char c = 'a'; c <= 'z'; ++c) first.emplace_back(1, c);
  first.insert(first.end(), {"þ", "α", "б", "в", "д", "ע", "ع", "غ", "あ"});
  EXPECT_EQ(one_way_a_script(letters_of(first)).size(), first.size()) << "names have room";
  EXPECT_EQ(named(ways_into_script(letters_of(first), "Б")), "");
  first.insert(first.end(), {"ア", "中", "金", "가"});
  const std::vector<NameLetter> ways = letters_of(first);
  EXPECT_EQ(named(one_way_a_script(ways)),
            "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z þ Α Б–Д ע ع–غ あ–ア 中–金 가 ");
  EXPECT_EQ(named(ways_into_script(ways, "Б")), "В Д ");
  EXPECT_EQ(named(ways_into_script(ways, "б")), "В Д ");
  EXPECT_EQ(named(ways_into_script(ways, "中")), "金 ");
  for (const char* from : {"a", "Α", "В", "가", "", "~"})
    EXPECT_EQ(named(ways_into_script(ways, from)), "") << from;
}

TEST(NameLetters, TheAlphabetThatMostLettersAreOfStaysAndHanIsNone) {
  std::vector<std::string> first{"a", "b", "z"};
  for (char c = '\xb0'; c <= '\xbf'; ++c) first.push_back("\xd0" + std::string(1, c));
  EXPECT_EQ(ways_into_script(letters_of(first), "A").size(), 0U);
  for (char c = '\x80'; c <= '\x9f'; ++c) first.push_back("\xe4\xb8" + std::string(1, c));
  EXPECT_EQ(named(one_way_a_script(letters_of(first))),
            "A–Z А Б В Г Д Е Ж З И Й К Л М Н О П \xe4\xb8\x80–\xe4\xb8\x9f ");
  EXPECT_EQ(named(ways_into_script(letters_of(first), "A")), "B Z ");
}

TEST(NameLetters, ALetterIsWrittenLargeWhereItsScriptDoes) {
  for (const auto& [small, large] : {std::pair{"a", "A"},
                                     {"д", "Д"},
                                     {"я", "Я"},
                                     {"ω", "Ω"},
                                     {"α", "Α"},
                                     {"ع", "ع"},
                                     {"中", "中"},
                                     {"~", "~"}})
    EXPECT_EQ(capital(small), large);
}

}  // namespace
}  // namespace aan::service
