#include "worker/draw/hyphens.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"

namespace aan::worker::draw {
namespace {

constexpr std::size_t kLongWord = 11;
constexpr std::size_t kBefore = 3;  // letters that stay before a break
constexpr std::size_t kAfter = 4;   // letters that go to the next line
constexpr std::string_view kSoftHyphen = "\xc2\xad";

// Letters as pieces of UTF-8, so that an accented one counts once.
std::vector<std::string_view> letters_of(std::string_view word) {
  std::vector<std::string_view> letters;
  std::size_t start = 0;
  for (std::size_t i = 1; i <= word.size(); ++i) {
    if (i < word.size() && (static_cast<unsigned char>(word[i]) & 0xc0) == 0x80) continue;
    letters.push_back(word.substr(start, i - start));
    start = i;
  }
  return letters;
}

// Accented letters of Latin script are nearly all vowels.
bool is_vowel(std::string_view letter) {
  if (letter.size() > 1)
    return letter != "\xc3\x9f" && letter != "\xc3\xb1" && letter != "\xc3\xa7";
  return std::string_view("aeiouyAEIOUY").find(letter) != std::string_view::npos;
}

bool is_latin_letter(std::string_view letter) {
  if (letter.size() == 2) {
    const auto first = static_cast<unsigned char>(letter[0]);
    return first >= 0xc3 && first <= 0xc9;
  }
  return letter.size() == 1 && (letter[0] | 0x20) >= 'a' && (letter[0] | 0x20) <= 'z';
}

// Two letters that make one sound are not parted.
bool is_pair(std::string_view a, std::string_view b) {
  constexpr std::array<std::string_view, 12> kPairs = {"ch", "ck", "ph", "th", "sh", "qu",
                                                       "ll", "rr", "gn", "tr", "br", "gr"};
  const std::string pair = lower_ascii(std::string(a) + std::string(b));
  return std::ranges::find(kPairs, pair) != kPairs.end();
}

// A vowel follows the consonant at `i`, the pair of letters there ("ch") or the three of "sch".
bool begins_syllable(const std::vector<std::string_view>& letters, std::size_t i) {
  const auto sch_at = [&](std::size_t at) {
    return at + 2 < letters.size() && lower_ascii(letters[at]) == "s" &&
           lower_ascii(letters[at + 1]) == "c" && lower_ascii(letters[at + 2]) == "h";
  };
  if (is_vowel(letters[i]) || is_pair(letters[i - 1], letters[i]) || sch_at(i - 1)) return false;
  const std::size_t length = sch_at(i) ? 3 : is_pair(letters[i], letters[i + 1]) ? 2 : 1;
  return i + length < letters.size() && is_vowel(letters[i + length]);
}

std::string hyphenate(std::string_view word) {
  const auto letters = letters_of(word);
  const bool usable = letters.size() >= kLongWord && std::ranges::all_of(letters, is_latin_letter);
  if (!usable) return std::string(word);
  std::string out;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const bool room = i >= kBefore && i + kAfter <= letters.size();
    if (room && begins_syllable(letters, i)) out += kSoftHyphen;
    out += letters[i];
  }
  return out;
}

}  // namespace

std::string with_soft_hyphens(std::string_view text) {
  std::string out;
  for (const std::string_view word : split(text, ' ')) {
    if (!out.empty()) out += ' ';
    out += hyphenate(word);
  }
  return out;
}

}  // namespace aan::worker::draw
