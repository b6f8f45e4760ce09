#include "worker/pdf/syntax.hpp"

#include <algorithm>

#include "base/codec.hpp"
#include "base/text.hpp"
#include "base/whole_number.hpp"

namespace aan::worker::pdf {
namespace {

constexpr std::string_view kDelimiters = "()<>[]{}/%";
constexpr std::int64_t kNumberMax = 1'000'000'000;

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}
bool is_regular(char c) { return !is_blank(c) && kDelimiters.find(c) == std::string_view::npos; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view take_regular(std::string_view text, std::size_t& at) {
  const std::size_t begin = at;
  while (at < text.size() && is_regular(text[at])) ++at;
  return text.substr(begin, at - begin);
}

bool skip_literal(std::string_view text, std::size_t& at) {
  int depth = 0;
  while (at < text.size()) {
    const char c = text[at++];
    if (c == '\\') at = std::min(at + 1, text.size());
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if (depth == 0) return true;
  }
  return false;
}

// "12 0 R" behind a number that was read; `at` is behind that number.
bool skip_reference(std::string_view text, std::size_t& at) {
  std::size_t end = at;
  skip_blanks(text, end);
  const std::string_view generation = take_regular(text, end);
  if (generation.empty() || !std::ranges::all_of(generation, is_digit)) return false;
  if (!take_word(text, end, "R")) return false;
  at = end;
  return true;
}

// Nesting is counted on a stack of our own: hostile depth must not become our stack.
bool skip_nested(std::string_view text, std::size_t& at, std::string_view end) {
  std::vector<std::string_view> ends = {end};
  while (!ends.empty()) {
    skip_blanks(text, at);
    const std::string_view rest = text.substr(at);
    if (rest.starts_with(ends.back())) {
      at += ends.back().size();
      ends.pop_back();
    } else if (rest.starts_with("<<")) {
      at += 2;
      ends.push_back(">>");
    } else if (rest.starts_with("[")) {
      at += 1;
      ends.push_back("]");
    } else if (rest.starts_with("(")) {
      if (!skip_literal(text, at)) return false;
    } else if (rest.starts_with("<")) {
      const std::size_t closed = text.find('>', at);
      if (closed == std::string_view::npos) return false;
      at = closed + 1;
    } else if (rest.starts_with("/")) {
      ++at;
      take_regular(text, at);
    } else if (take_regular(text, at).empty()) {
      return false;
    }
    if (ends.size() > kNestingMax) return false;
  }
  return true;
}

std::string literal_bytes(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    if (++i == text.size()) break;
    constexpr std::string_view kLetters = "nrtbf";
    constexpr std::string_view kMeant = "\n\r\t\b\f";
    if (const std::size_t at = kLetters.find(text[i]); at != std::string_view::npos) {
      out += kMeant[at];
    } else if (text[i] >= '0' && text[i] <= '7') {
      unsigned code = 0;
      for (int digits = 0; digits < 3 && i < text.size() && text[i] >= '0' && text[i] <= '7';
           ++digits, ++i)
        code = code * 8 + static_cast<unsigned>(text[i] - '0');
      --i;
      out += static_cast<char>(code & 0xffU);
    } else if (text[i] == '\r') {
      if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
    } else if (text[i] != '\n') {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

std::string decoded_name(std::string_view raw) {
  std::string name;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '#' && i + 2 < raw.size()) {
      if (const auto byte = parse_hex(lower_ascii(raw.substr(i + 1, 2)))) {
        name += *byte;
        i += 2;
        continue;
      }
    }
    name += raw[i];
  }
  return name;
}

void skip_blanks(std::string_view text, std::size_t& at) {
  while (at < text.size()) {
    if (text[at] == '%')
      while (at < text.size() && text[at] != '\n' && text[at] != '\r') ++at;
    else if (is_blank(text[at]))
      ++at;
    else
      return;
  }
}

std::optional<Value> take_value(std::string_view text, std::size_t& at) {
  skip_blanks(text, at);
  if (at >= text.size()) return std::nullopt;
  const std::size_t begin = at;
  const auto taken = [&](Kind kind) { return Value{kind, text.substr(begin, at - begin)}; };
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("<<") || rest.starts_with("[")) {
    const bool is_array = rest.starts_with("[");
    at += is_array ? 1 : 2;
    if (!skip_nested(text, at, is_array ? "]" : ">>")) return std::nullopt;
    return taken(is_array ? Kind::array : Kind::dictionary);
  }
  if (rest.starts_with("(")) {
    if (!skip_literal(text, at)) return std::nullopt;
    return taken(Kind::string);
  }
  if (rest.starts_with("<")) {
    at = text.find('>', at);
    if (at == std::string_view::npos) return std::nullopt;
    ++at;
    return taken(Kind::string);
  }
  if (rest.starts_with("/")) {
    ++at;
    take_regular(text, at);
    return taken(Kind::name);
  }
  const std::string_view word = take_regular(text, at);
  if (word.empty()) return std::nullopt;
  if (std::ranges::all_of(word, is_digit) && skip_reference(text, at))
    return taken(Kind::reference);
  const bool is_number = is_digit(word.front()) ||
                         std::string_view("+-.").find(word.front()) != std::string_view::npos;
  return taken(is_number ? Kind::number : Kind::other);
}

std::optional<Value> value_of(std::string_view text) {
  std::size_t at = 0;
  auto value = take_value(text, at);
  skip_blanks(text, at);
  return at == text.size() ? value : std::nullopt;
}

bool take_word(std::string_view text, std::size_t& at, std::string_view word) {
  std::size_t begin = at;
  skip_blanks(text, begin);
  if (!text.substr(begin).starts_with(word)) return false;
  const std::size_t end = begin + word.size();
  if (end < text.size() && is_regular(text[end])) return false;
  at = end;
  return true;
}

std::optional<catalog::PdfObject> take_heading(std::string_view text, std::size_t& at) {
  std::size_t end = at;
  skip_blanks(text, end);
  const auto number = whole_of({Kind::number, take_regular(text, end)});
  skip_blanks(text, end);
  const auto generation = whole_of({Kind::number, take_regular(text, end)});
  // Some programs write no blank behind it, as in "obj<<".
  if (!number || !generation || !take_word(text, end, "obj")) return std::nullopt;
  at = end;
  return catalog::PdfObject{*number, *generation};
}

std::optional<std::vector<Entry>> entries_of(const Value& dictionary) {
  if (dictionary.kind != Kind::dictionary) return std::nullopt;
  const std::string_view inner = dictionary.text.substr(2, dictionary.text.size() - 4);
  std::vector<Entry> entries;
  for (std::size_t at = 0;;) {
    skip_blanks(inner, at);
    if (at >= inner.size()) return entries;
    const auto name = take_value(inner, at);
    if (!name || name->kind != Kind::name) return std::nullopt;
    const auto value = take_value(inner, at);
    if (!value) return std::nullopt;
    entries.push_back({name_of(*name), *value});
  }
}

std::optional<std::vector<Value>> items_of(const Value& array) {
  if (array.kind != Kind::array) return std::nullopt;
  const std::string_view inner = array.text.substr(1, array.text.size() - 2);
  std::vector<Value> items;
  for (std::size_t at = 0;;) {
    skip_blanks(inner, at);
    if (at >= inner.size()) return items;
    const auto value = take_value(inner, at);
    if (!value) return std::nullopt;
    items.push_back(*value);
  }
}

std::optional<Value> entry_of(const Value& dictionary, std::string_view name) {
  const auto entries = entries_of(dictionary);
  if (!entries) return std::nullopt;
  std::optional<Value> found;
  for (const Entry& entry : *entries) {
    if (entry.name != name) continue;
    if (found) return std::nullopt;
    found = entry.value;
  }
  return found;
}

std::optional<std::uint64_t> whole_of(const Value& value) {
  if (value.kind != Kind::number) return std::nullopt;
  const auto number = parse_whole_number(value.text);
  if (!number || *number < 0) return std::nullopt;
  return static_cast<std::uint64_t>(*number);
}

std::optional<std::int64_t> hundredths_of(const Value& value) {
  if (value.kind != Kind::number) return std::nullopt;
  std::string_view text = value.text;
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string digits(text.substr(0, point));
  const std::string_view rest = text.substr(std::min(point + 1, text.size()));
  if (!std::ranges::all_of(rest, is_digit)) return std::nullopt;
  digits += (std::string(rest.substr(0, 2)) + "00").substr(0, 2);
  const auto number = whole_of({Kind::number, digits});
  if (!number || *number > static_cast<std::uint64_t>(kNumberMax)) return std::nullopt;
  return is_negative ? -static_cast<std::int64_t>(*number) : static_cast<std::int64_t>(*number);
}

std::optional<catalog::PdfObject> reference_of(const Value& value) {
  if (value.kind != Kind::reference) return std::nullopt;
  std::size_t at = 0;
  const auto number = whole_of({Kind::number, take_regular(value.text, at)});
  skip_blanks(value.text, at);
  const auto generation = whole_of({Kind::number, take_regular(value.text, at)});
  if (!number || !generation) return std::nullopt;
  return catalog::PdfObject{*number, *generation};
}

std::string name_of(const Value& value) {
  return value.kind == Kind::name ? decoded_name(value.text.substr(1)) : std::string();
}

std::optional<std::string> bytes_of(const Value& value) {
  if (value.kind != Kind::string) return std::nullopt;
  const std::string_view inner = value.text.substr(1, value.text.size() - 2);
  if (value.text.starts_with('(')) return literal_bytes(inner);
  std::string digits;
  for (const char c : inner)
    if (!is_blank(c)) digits += c;
  if (digits.size() % 2 != 0) digits += '0';
  const auto bytes = parse_hex(lower_ascii(digits));
  if (!bytes) return std::nullopt;
  return *bytes;
}

}  // namespace aan::worker::pdf
