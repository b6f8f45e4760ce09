#include "service/browsing/name_letters.hpp"

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
  std::vector<NameLetter> letters;
  for (const std::string& first : first_letters) {
    NameLetter way = way_to(first);
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
  return std::string(letter);
}

}  // namespace aan::service
