#include "worker/epub/path.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "worker/epub/limits.hpp"

namespace aan::worker::epub {
namespace {

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit_of(text[i + 1]) >= 0 &&
        digit_of(text[i + 2]) >= 0) {
      out += static_cast<char>(digit_of(text[i + 1]) * 16 + digit_of(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// "scheme:" as RFC 3986 spells it.
bool has_scheme(std::string_view href) {
  const std::size_t colon = href.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  return std::ranges::all_of(href.substr(0, colon), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '-' || c == '.';
  });
}

bool has_forbidden_character(std::string_view name) {
  return name.find('\\') != std::string_view::npos || name.find('\0') != std::string_view::npos;
}

// "C:/x" and "C:x" leave the folder on systems with drives.
bool names_a_drive(std::string_view name) {
  const char first = name.empty() ? '\0' : static_cast<char>(name.front() | 0x20);
  return name.size() >= 2 && first >= 'a' && first <= 'z' && name[1] == ':';
}

}  // namespace

std::optional<std::string> resolve(std::string_view folder, std::string_view href) {
  href = trim(href.substr(0, href.find_first_of("#?")));
  if (href.empty() || href.size() > kNameBytesMax || has_scheme(href) || href.starts_with("//"))
    return std::nullopt;
  const std::string path = percent_decode(href);
  if (has_forbidden_character(path)) return std::nullopt;
  std::vector<std::string_view> parts;
  if (!path.starts_with('/') && !folder.empty()) parts = split(folder, '/');
  for (const std::string_view part : split(path, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
      continue;
    }
    if (parts.empty()) return std::nullopt;
    parts.pop_back();
  }
  std::string name;
  for (const std::string_view part : parts) {
    if (!name.empty()) name += '/';
    name += part;
  }
  return name.empty() ? std::nullopt : std::optional(name);
}

std::string fragment_of(std::string_view href) {
  const std::size_t at = href.find('#');
  return at == std::string_view::npos ? std::string() : percent_decode(trim(href.substr(at + 1)));
}

std::string_view folder_of(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : name.substr(0, slash);
}

bool is_remote(std::string_view href) {
  const std::string start = lower_ascii(trim(href).substr(0, 8));
  return start.starts_with("http://") || start.starts_with("https://") || start.starts_with("//");
}

std::string_view fault_of_entry_name(std::string_view name) {
  if (name.empty()) return "is empty.";
  if (name.size() > kNameBytesMax) return "is too long.";
  if (has_forbidden_character(name))
    return "holds a backslash, which some systems take for a folder. Pack it with / between "
           "folders.";
  const bool climbs =
      std::ranges::any_of(split(name, '/'), [](std::string_view part) { return part == ".."; });
  if (name.starts_with('/') || names_a_drive(name) || climbs)
    return "points outside of the archive.";
  return {};
}

}  // namespace aan::worker::epub
