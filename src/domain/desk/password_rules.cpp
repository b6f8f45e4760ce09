#include "domain/desk/password_rules.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"

namespace aan::desk {
namespace {

// What lists of leaked passwords begin with, as far as it is long enough, in small letters and
// without what people add at the end.
constexpr std::array<std::string_view, 22> kOften = {"password",
                                                     "passwordpassword",
                                                     "qwertyuiop",
                                                     "qwertzuiop",
                                                     "letmein",
                                                     "iloveyou",
                                                     "administrator",
                                                     "changeme",
                                                     "welcome",
                                                     "trustno",
                                                     "football",
                                                     "baseball",
                                                     "sunshine",
                                                     "princess",
                                                     "dragon",
                                                     "monkey",
                                                     "abc",
                                                     "qwerty",
                                                     "correcthorsebatterystaple",
                                                     "bookshop",
                                                     "asymmetry",
                                                     "qazwsxedc"};
constexpr std::size_t kDifferentMin = 5;

std::int64_t characters_in(std::string_view text) {
  return std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

// Without digits and signs at its ends, and without blanks.
std::string core_of(std::string_view password) {
  std::string core;
  for (const char c : lower_ascii(password))
    if (c != ' ' && c != '-' && c != '_') core += c;
  const auto is_tail = [](char c) { return c >= '!' && c <= '@'; };
  while (!core.empty() && is_tail(core.back())) core.pop_back();
  while (!core.empty() && is_tail(core.front())) core.erase(core.begin());
  return core;
}

// "abcdefghijkl", "123456789012": most steps go to a neighbour.
bool is_row(std::string_view text) {
  std::size_t steps = 0;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const int by = text[i] - text[i - 1];
    if (by == 1 || by == -1 || by == 0) ++steps;
  }
  return steps * 4 >= text.size() * 3;
}

std::unexpected<Error> simple() {
  return refuse(Errc::invalid, "desk.password",
                "This password is one of the first that would be guessed.", "password_simple");
}

}  // namespace

Result<> check_password(std::string_view password, std::string_view name) {
  if (characters_in(password) < kPasswordCharactersMin)
    return refuse(Errc::invalid, "desk.password", "A password has at least 12 characters.",
                  "password_short", {{"limit", kPasswordCharactersMin}});
  if (password.size() > kPasswordBytesMax)
    return refuse(Errc::invalid, "desk.password", "This password is too long.", "password_long");
  if (!name.empty() && lower_ascii(password).find(name) != std::string::npos)
    return refuse(Errc::invalid, "desk.password", "A password does not hold the sign-in name.",
                  "password_like_name");
  const std::string core = core_of(password);
  if (std::ranges::find(kOften, core) != kOften.end() || core.empty()) return simple();
  if (std::set<char>(password.begin(), password.end()).size() < kDifferentMin) return simple();
  if (is_row(password)) return simple();
  return {};
}

}  // namespace aan::desk
