#include "service/browsing/name_letters.hpp"

#include <algorithm>
#include <array>

namespace aan::service {
namespace {

using Group = NameLetter::Group;

constexpr std::string_view kDigits = "0";
constexpr std::string_view kOthers = "~";  // also what a name without letter and digit begins with

// Where scripts end in Unicode, from Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic by those
// of India, Thai and Georgian to kana; what comes then, Han and Hangul, has no alphabet. Letters of
// a script stand beside each other there, and so in the order of names.
constexpr std::array<unsigned, 24> kScriptEnds = {
    0x370, 0x400, 0x530, 0x590, 0x600, 0x900, 0x980,  0xA00,  0xA80,  0xB00,  0xB80,  0xC00,
    0xC80, 0xD00, 0xD80, 0xE00, 0xE80, 0xF00, 0x10A0, 0x1100, 0x3040, 0x3100, 0xA000, 0xD7B0};
constexpr std::size_t kAlphabets = 22;

std::size_t script_of(std::string_view letter) {
  // The first byte has as many ones at its top as there are bytes; those behind it add six bits.
  const unsigned shift = letter.size() < 2 ? 0 : static_cast<unsigned>(letter.size()) + 1;
  unsigned code = static_cast<unsigned char>(letter.front()) & (0xFFU >> shift);
  for (const char c : letter.substr(1)) code = code << 6 | (static_cast<unsigned char>(c) & 0x3FU);
  return static_cast<std::size_t>(std::ranges::upper_bound(kScriptEnds, code) -
                                  kScriptEnds.begin());
}

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

std::vector<NameLetter> one_way_a_script(const std::vector<NameLetter>& ways) {
  if (ways.size() <= kWaysInFrontMax) return ways;
  std::array<std::size_t, kScriptEnds.size() + 1> letters{};
  for (const NameLetter& one : ways) ++letters[script_of(one.from)];
  const auto most = static_cast<std::size_t>(
      std::ranges::max_element(letters.begin(), letters.begin() + kAlphabets) - letters.begin());
  std::vector<NameLetter> fewer;
  for (const NameLetter& one : ways) {
    const std::size_t script = script_of(one.from);
    if (script == most || fewer.empty() || script_of(fewer.back().from) != script)
      fewer.push_back(one);
    else
      fewer.back().last = one.from;
  }
  return fewer;
}

std::vector<NameLetter> ways_into_script(const std::vector<NameLetter>& ways,
                                         std::string_view from) {
  const std::vector<NameLetter> fewer = one_way_a_script(ways);
  const auto way = std::ranges::find_if(fewer, [&](const NameLetter& one) {
    return !one.last.empty() && (one.from == from || capital(one.from) == from);
  });
  std::vector<NameLetter> inside;
  if (way == fewer.end()) return inside;
  for (const NameLetter& one : ways)
    if (one.from > way->from && one.from <= way->last) inside.push_back(one);
  return inside;
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
