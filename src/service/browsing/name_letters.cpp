#include "service/browsing/name_letters.hpp"

#include <algorithm>

namespace aan::service {
namespace {

using Group = NameLetter::Group;

constexpr std::string_view kDigits = "0";
constexpr std::string_view kOthers = "~";  // also what a name without letter and digit begins with

bool is_a_to_z(std::string_view letter) {
  return letter.size() == 1 && letter[0] >= 'a' && letter[0] <= 'z';
}

NameLetter way_to(const std::string& first) {
  if (is_a_to_z(first)) return {Group::letter, first, first};
  if (first < "a") return {Group::digits, std::string(kDigits), first};
  return {Group::others, std::string(kOthers), first == kOthers ? std::string() : first};
}

}  // namespace

std::vector<NameLetter> letters_of(const std::vector<std::string>& first_letters) {
  const auto is_other = [](const std::string& first) {
    return way_to(first).group == Group::others && first != kOthers;
  };
  const bool has_each = std::ranges::count_if(first_letters, is_other) <=
                        static_cast<std::ptrdiff_t>(kOtherLettersMax);
  std::vector<NameLetter> letters;
  for (const std::string& first : first_letters) {
    NameLetter way =
        has_each && is_other(first) ? NameLetter{Group::letter, first, first} : way_to(first);
    if (letters.empty() || letters.back().from != way.from)
      letters.push_back(std::move(way));
    else if (letters.back().first.empty())
      letters.back().first = std::move(way.first);
  }
  return letters;
}

bool is_name_letter(std::string_view from) {
  return is_a_to_z(from) || from == kDigits || from == kOthers;
}

std::string capital(std::string_view letter) {
  if (is_a_to_z(letter)) return {static_cast<char>(letter[0] - 'a' + 'A')};
  if (letter.size() != 2) return std::string(letter);
  // Of two bytes in UTF-8: what is left of Greek (α to ω) and Cyrillic (а to я) after folding.
  const unsigned code = (static_cast<unsigned char>(letter[0]) & 0x1FU) << 6 |
                        (static_cast<unsigned char>(letter[1]) & 0x3FU);
  const bool has_capital =
      (code >= 0x3B1 && code <= 0x3C9 && code != 0x3C2) || (code >= 0x430 && code <= 0x44F);
  if (!has_capital) return std::string(letter);
  const unsigned large = code - 0x20;
  return {static_cast<char>(0xC0U | large >> 6), static_cast<char>(0x80U | (large & 0x3FU))};
}

}  // namespace aan::service
