#include "node/config/dotenv.hpp"

#include <algorithm>
#include <optional>

#include "base/text.hpp"

namespace aan::node {
namespace {

constexpr std::size_t kLinesMax = 1000;
constexpr std::size_t kLineBytesMax = 8192;

bool is_name(std::string_view text) {
  return !text.empty() && !(text[0] >= '0' && text[0] <= '9') &&
         std::ranges::all_of(text, [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                  c == '_';
         });
}

// Ends a bare value at the first # that has a blank before it.
std::string_view without_comment(std::string_view value) {
  for (std::size_t at = 0; at < value.size(); ++at)
    if (value[at] == '#' && (at == 0 || value[at - 1] == ' ' || value[at - 1] == '\t'))
      return value.substr(0, at);
  return value;
}

// A value in quotes: what is inside, or nothing when the end is missing or more follows it.
std::optional<std::string> quoted(std::string_view value) {
  const char quote = value[0];
  std::string inside;
  std::size_t at = 1;
  for (; at < value.size() && value[at] != quote; ++at) {
    if (quote == '"' && value[at] == '\\' && at + 1 < value.size()) {
      ++at;
      inside += value[at] == 'n' ? '\n' : value[at];
    } else {
      inside += value[at];
    }
  }
  if (at >= value.size()) return std::nullopt;
  const std::string_view rest = trim(value.substr(at + 1));
  if (!rest.empty() && rest[0] != '#') return std::nullopt;
  return inside;
}

}  // namespace

Result<std::vector<EnvLine>> parse_dotenv(std::string_view text, std::string_view file) {
  std::vector<EnvLine> lines;
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  int number = 0;
  const auto rows = split(text, '\n');
  const auto wrong = [&](const std::string& what) {
    return refuse(Errc::invalid, "config",
                  std::string(file) + ", line " + std::to_string(number) + ": " + what);
  };
  if (rows.size() > kLinesMax) return wrong("more than 1,000 lines");
  for (std::string_view row : rows) {
    ++number;
    if (row.size() > kLineBytesMax) return wrong("longer than 8 KiB");
    row = trim(row);
    if (row.empty() || row[0] == '#') continue;
    if (row.starts_with("export ")) row = trim(row.substr(7));
    const auto equals = row.find('=');
    if (equals == std::string_view::npos) return wrong("write NAME=VALUE");
    const std::string_view name = trim(row.substr(0, equals));
    if (!is_name(name)) return wrong("a name has letters, digits and _ only");
    const std::string_view value = trim(row.substr(equals + 1));
    if (!value.empty() && (value[0] == '"' || value[0] == '\'')) {
      const auto inside = quoted(value);
      if (!inside) return wrong("the quotation mark is not closed, or text follows it");
      lines.push_back({std::string(name), *inside, number});
    } else {
      lines.push_back({std::string(name), std::string(trim(without_comment(value))), number});
    }
  }
  return lines;
}

}  // namespace aan::node
