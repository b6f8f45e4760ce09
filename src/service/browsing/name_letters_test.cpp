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
