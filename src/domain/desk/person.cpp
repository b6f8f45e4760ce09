#include "domain/desk/person.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace aan::desk {
namespace {

constexpr std::size_t kNameBytesMin = 2;
constexpr std::size_t kNameBytesMax = 32;
// Words that the audit log uses for those who are no person.
constexpr std::array<std::string_view, 3> kTaken = {"operator", "nobody", "shop"};

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

bool is_part(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

}  // namespace

Result<std::string> parse_person_name(std::string_view typed) {
  std::string name = lower_ascii(trim(typed));
  const bool is_good = name.size() >= kNameBytesMin && name.size() <= kNameBytesMax &&
                       is_letter(name.front()) && std::ranges::all_of(name, is_part) &&
                       std::ranges::find(kTaken, name) == kTaken.end();
  if (is_good) return name;
  return refuse(Errc::invalid, "desk.name",
                "A sign-in name has 2 to 32 letters, digits, dots, dashes and underscores, and "
                "begins with a letter.",
                "desk_name");
}

}  // namespace aan::desk
