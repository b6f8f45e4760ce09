#include "web/view/template_text.hpp"

#include <cctype>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "base/text.hpp"
#include "web/view/assets.hpp"

namespace aan::web {
namespace {

bool is_name(std::string_view text) {
  for (const char c : text)
    if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_') return false;
  return !text.empty();
}

// In a language written from the right what is filled in is set apart, whichever way it is written
// (UAX 9: U+2068 FIRST STRONG ISOLATE, U+2069 POP DIRECTIONAL ISOLATE), but for addresses.
enum class Isolate : std::uint8_t { no, yes };

std::string variable(std::string_view placeholder, Isolate isolate) {
  std::string out = isolate == Isolate::yes ? "\u2068{{" : "{{";
  for (const char c : placeholder)
    out += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return out + (isolate == Isolate::yes ? "}}\u2069" : "}}");
}

// Escaped text with variables in place of placeholders.
std::string with_variables(std::string_view text, Isolate isolate) {
  std::string out;
  while (!text.empty()) {
    const auto open = text.find('{');
    const auto close = open == text.npos ? text.npos : text.find('}', open);
    if (close == text.npos) break;
    const std::string_view name = text.substr(open + 1, close - open - 1);
    out += escape_xml(text.substr(0, open));
    out +=
        is_name(name) ? variable(name, isolate) : escape_xml(text.substr(open, close - open + 1));
    text.remove_prefix(close + 1);
  }
  return out + escape_xml(text);
}

std::string with_links(std::string_view text, Isolate isolate) {
  std::string out;
  while (true) {
    const auto open = text.find('[');
    const auto middle = open == text.npos ? text.npos : text.find("](", open);
    const auto close = middle == text.npos ? text.npos : text.find(')', middle);
    if (close == text.npos) return out + with_variables(text, isolate);
    const std::string_view target = text.substr(middle + 2, close - middle - 2);
    out += with_variables(text.substr(0, open), isolate);
    out += "<a href=\"" + with_variables(target, Isolate::no) + "\">" +
           with_variables(text.substr(open + 1, middle - open - 1), isolate) + "</a>";
    text.remove_prefix(close + 1);
  }
}

std::string resolved(std::string_view marker, const Locale& locale) {
  const std::string_view name = marker.substr(2);
  if (marker.starts_with("A_")) return std::string(asset_url(name));
  return with_links(locale.text(name), locale.direction() == "rtl" ? Isolate::yes : Isolate::no);
}

}  // namespace

std::string resolve_template(std::string_view file, const Locale& locale) {
  std::string out = "{{%AUTOESCAPE context=\"HTML\"}}";
  while (true) {
    const auto open = file.find("{{");
    if (open == file.npos) return out + std::string(file);
    const auto close = file.find("}}", open);
    const std::string_view marker = file.substr(open + 2, close - open - 2);
    out += file.substr(0, open);
    if (marker.starts_with("T_") || marker.starts_with("A_"))
      out += resolved(marker, locale);
    else
      out += file.substr(open, close + 2 - open);
    file.remove_prefix(close + 2);
  }
}

}  // namespace aan::web
