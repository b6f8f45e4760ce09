#include "domain/catalog/sample_rules.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"

namespace aan::catalog {
namespace {

constexpr std::array<std::string_view, 48> kElements = {
    "abbr", "b",     "bdi",   "bdo",  "blockquote", "br",      "cite",  "code", "dd",     "del",
    "dfn",  "div",   "dl",    "dt",   "em",         "h2",      "h3",    "h4",   "hr",     "i",
    "ins",  "kbd",   "li",    "mark", "ol",         "p",       "pre",   "q",    "rb",     "rp",
    "rt",   "rtc",   "ruby",  "s",    "samp",       "section", "small", "span", "strong", "sub",
    "sup",  "table", "tbody", "td",   "th",         "tr",      "u",     "ul"};
constexpr std::size_t kDepthMax = 300;
// What is opened on every page of a text is short.
constexpr int kAttributesMax = 8;
constexpr std::size_t kWordsBytesMax = 16'000;  // of a picture, with their entities

// A name of ours: a letter and a number.
bool is_own_name(std::string_view name, std::string_view letters) {
  return name.size() >= 2 && name.size() <= 10 && letters.contains(name.front()) &&
         std::ranges::all_of(name.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

// Words of a picture: text in the form that our worker writes.
bool is_plain_value(std::string_view value) {
  if (value.size() > kWordsBytesMax) return false;
  for (std::size_t at = 0; at < value.size(); ++at) {
    const char c = value[at];
    if (c == '<' || c == '>' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return false;
    if (c != '&') continue;
    const std::string_view rest = value.substr(at);
    if (!rest.starts_with("&amp;") && !rest.starts_with("&lt;") && !rest.starts_with("&gt;") &&
        !rest.starts_with("&quot;"))
      return false;
  }
  return true;
}

bool is_book_attribute(std::string_view element, std::string_view key, std::string_view value) {
  if (key == "id") return is_own_name(value, "st");
  if (element == "img")
    return key == "alt" ? is_plain_value(value) : key == "src" && is_own_name(value, "p");
  return element == "a" && key == "href" && value.starts_with('#') &&
         is_own_name(value.substr(1), "st");
}

// Reads one fragment from left to right and keeps the open elements.
class Reader {
 public:
  Reader(std::string_view rest, bool is_book) : rest_(rest), is_book_(is_book) {}

  bool fragment() {
    while (!rest_.empty()) {
      const char c = rest_.front();
      const bool ok = c == '<' ? tag() : c == '&' ? entity() : text();
      if (!ok) return false;
    }
    return open_.empty();
  }

 private:
  bool take(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  std::string_view name() {
    const auto* end = std::ranges::find_if_not(
        rest_, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
    const auto size = static_cast<std::size_t>(end - rest_.begin());
    const std::string_view word = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return word;
  }

  bool text() {
    const char c = rest_.front();
    if (c == '>' || (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
      return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool entity() { return take("&amp;") || take("&lt;") || take("&gt;") || take("&quot;"); }

  bool tag() {
    take("<");
    if (take("/")) {
      if (open_.empty() || name() != open_.back()) return false;
      open_.pop_back();
      return take(">");
    }
    const std::string_view element = name();
    const bool is_picture = is_book_ && element == "img";
    if (!is_sample_element(element) && !is_picture && !(is_book_ && element == "a")) return false;
    int attributes = 0;
    while (take(" ")) {
      if (rest_.starts_with("/")) break;
      if (++attributes > kAttributesMax || !attribute(element)) return false;
    }
    // "<b/>" is closed in XML and open in HTML, so only what is empty in both may be written so.
    const bool is_void = is_picture || is_void_sample_element(element);
    if (take("/>")) return is_void;
    if (!take(">") || is_void || open_.size() == kDepthMax) return false;
    open_.push_back(element);
    return true;
  }

  bool attribute(std::string_view element) {
    const std::string_view key = name();
    if (!take("=\"")) return false;
    const std::size_t end = rest_.find('"');
    if (end == std::string_view::npos) return false;
    const std::string_view value = rest_.substr(0, end);
    if (!is_sample_attribute(key, value) && !(is_book_ && is_book_attribute(element, key, value)))
      return false;
    rest_.remove_prefix(end + 1);
    return true;
  }

  std::string_view rest_;
  bool is_book_;
  std::vector<std::string_view> open_;
};

}  // namespace

bool is_sample_element(std::string_view name) {
  return std::ranges::binary_search(kElements, name);
}

bool is_void_sample_element(std::string_view name) { return name == "br" || name == "hr"; }

bool is_sample_attribute(std::string_view name, std::string_view value) {
  if (name == "dir") return value == "ltr" || value == "rtl" || value == "auto";
  if (name != "lang" || value.empty() || value.size() > 35) return false;
  return std::ranges::all_of(value, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_safe_sample(std::string_view xhtml) {
  return is_utf8(xhtml) && Reader(xhtml, /*is_book=*/false).fragment();
}

bool is_book_place(std::string_view name) { return is_own_name(name, "st"); }

bool is_safe_book_text(std::string_view xhtml) {
  return is_utf8(xhtml) && Reader(xhtml, /*is_book=*/true).fragment();
}

}  // namespace aan::catalog
