#include "adapters/store_sql/engine/copy_text.hpp"

#include <array>
#include <utility>

namespace aan::store_sql {
namespace {

constexpr std::string_view kNothing = "\\N";
// What follows the backslash, and what it stands for.
constexpr std::array<std::pair<char, char>, 7> kEscapes = {
    {{'\\', '\\'}, {'b', '\b'}, {'f', '\f'}, {'n', '\n'}, {'r', '\r'}, {'t', '\t'}, {'v', '\v'}}};

std::optional<char> letter_of(char plain) {
  for (const auto& [letter, meant] : kEscapes)
    if (meant == plain) return letter;
  return std::nullopt;
}

std::optional<char> meant_by(char letter) {
  for (const auto& [written, meant] : kEscapes)
    if (written == letter) return meant;
  return std::nullopt;
}

std::optional<std::string> plain_field(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      plain += text[i];
      continue;
    }
    if (++i == text.size()) return std::nullopt;
    const std::optional<char> meant = meant_by(text[i]);
    if (!meant) return std::nullopt;
    plain += *meant;
  }
  return plain;
}

}  // namespace

void append_field(std::string& line, std::optional<std::string_view> field, bool is_first) {
  if (!is_first) line += '\t';
  if (!field) {
    line += kNothing;
    return;
  }
  for (const char c : *field) {
    if (const std::optional<char> letter = letter_of(c)) {
      line += '\\';
      line += *letter;
    } else {
      line += c;
    }
  }
}

std::optional<std::vector<std::optional<std::string>>> parse_fields(std::string_view line) {
  std::vector<std::optional<std::string>> fields;
  for (;;) {
    const std::size_t end = line.find('\t');
    const std::string_view text = line.substr(0, end);
    if (text == kNothing) {
      fields.emplace_back(std::nullopt);
    } else {
      std::optional<std::string> plain = plain_field(text);
      if (!plain) return std::nullopt;
      fields.push_back(std::move(plain));
    }
    if (end == std::string_view::npos) return fields;
    line.remove_prefix(end + 1);
  }
}

}  // namespace aan::store_sql
