#include "web/view/books/shown_names.hpp"

#include "base/text.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kNamesMax = 3;
constexpr std::size_t kLineBytesMax = 600;  // of all of them, but for the first
constexpr std::size_t kBytesOfACharacter = 3;
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

bool is_begin(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

// Of one byte, as `escape_xml` spells it.
std::size_t bytes_on_a_page(char c) {
  switch (c) {
    case '&':
    case '\'': return std::string_view("&amp;").size();
    case '<':
    case '>': return std::string_view("&lt;").size();
    case '"': return std::string_view("&quot;").size();
    default: return 1;
  }
}

std::size_t bytes_on_a_page(std::string_view text) {
  std::size_t bytes = 0;
  for (const char c : text) bytes += bytes_on_a_page(c);
  return bytes;
}

}  // namespace

std::string shortened(std::string_view text, std::size_t chars_max, std::size_t bytes_max) {
  std::size_t end = 0;  // of what fits with the ellipsis
  std::size_t chars = 0;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_begin(text[i])) {
      if (chars < chars_max && bytes + kEllipsis.size() <= bytes_max) end = i;
      ++chars;
    }
    bytes += bytes_on_a_page(text[i]);
    if (chars <= chars_max && bytes <= bytes_max) continue;
    std::string_view head = text.substr(0, end);
    if (const auto blank = head.find_last_of(" \n"); blank != head.npos && blank > end / 2)
      head = head.substr(0, blank);
    return std::string(trim(head)) + std::string(kEllipsis);
  }
  return std::string(text);
}

std::string shortened(std::string_view text, std::size_t chars_max) {
  return shortened(text, chars_max, chars_max * kBytesOfACharacter);
}

std::string shown_names(const Locale& locale, const std::vector<std::string>& names) {
  std::vector<std::string> shown;
  std::size_t bytes = 0;
  for (const std::string& name : names) {
    std::string one = shortened(name);
    bytes += bytes_on_a_page(one);
    if (shown.size() == kNamesMax || (!shown.empty() && bytes > kLineBytesMax)) break;
    shown.push_back(std::move(one));
  }
  if (shown.size() == names.size()) return locale.list(shown);
  std::string before;
  for (const std::string& one : shown)
    before = before.empty() ? one : locale.text("list.next", {{"before", before}, {"item", one}});
  return locale.plural("names_and_others", static_cast<std::int64_t>(names.size() - shown.size()),
                       {{"names", before}});
}

}  // namespace aan::web
