#include "worker/list/amount.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace aan::worker::list {
namespace {

constexpr double kAmountMax = 1e9;
constexpr std::size_t kWholeDigitsMax = 12;
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kSigns = {
    {{"$", "USD"}, {"€", "EUR"}, {"£", "GBP"}, {"¥", "JPY"}}};

bool is_number_byte(char c) { return (c >= '0' && c <= '9') || c == '.' || c == ','; }

struct Parts {
  std::string_view before;
  std::string_view number;
  std::string_view after;
};

// The digits and marks of a cell, and what stands on either side of them.
Parts parts_of(std::string_view cell) {
  std::size_t first = 0;
  while (first < cell.size() && !(cell[first] >= '0' && cell[first] <= '9')) ++first;
  std::size_t last = first;
  while (last < cell.size() && is_number_byte(cell[last])) ++last;
  return {trim(cell.substr(0, first)), cell.substr(first, last - first), trim(cell.substr(last))};
}

// The code of a sign or of three letters; nothing for anything else.
std::optional<std::string> code_of(std::string_view beside) {
  for (const auto& [sign, code] : kSigns)
    if (beside == sign) return std::string(code);
  if (beside.size() != 3) return std::nullopt;
  std::string code;
  for (const char c : beside) {
    const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (upper < 'A' || upper > 'Z') return std::nullopt;
    code += upper;
  }
  return code;
}

std::optional<std::string> joined(std::string whole, std::string_view parts) {
  if (whole.empty() || whole.size() > kWholeDigitsMax) return std::nullopt;
  return parts.empty() ? whole : whole + "." + std::string(parts);
}

// Groups of digits between marks. The last mark is the decimal one where one or two digits follow
// it and it is the only one, or another one than those before it; thousands have three digits.
std::optional<std::string> number_of(std::string_view text) {
  std::vector<std::string_view> groups;
  std::string marks;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != '.' && text[i] != ',') continue;
    groups.push_back(text.substr(begin, i - begin));
    if (groups.back().empty()) return std::nullopt;
    if (i < text.size()) marks += text[i];
    begin = i + 1;
  }
  std::string_view parts;
  const bool is_last_another = marks.size() == 1 || (marks.size() > 1 && marks.back() != marks[0]);
  if (is_last_another && groups.back().size() <= 2) {
    parts = groups.back();
    groups.pop_back();
    marks.pop_back();
  } else if (marks.size() == 1) {
    return std::nullopt;  // a thousand, or thousandths
  }
  std::string whole;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (i > 0 && groups[i].size() != 3) return std::nullopt;
    if (i == 0 && groups.size() > 1 && groups[i].size() > 3) return std::nullopt;
    whole += groups[i];
  }
  for (const char mark : marks)
    if (mark != marks[0]) return std::nullopt;
  return joined(std::move(whole), parts);
}

}  // namespace

std::optional<std::string> amount(std::string_view written) {
  const std::string_view cell = trim(written);
  if (iequals_ascii(cell, "free")) return "0";
  const Parts parts = parts_of(cell);
  if (parts.number.empty()) return std::nullopt;
  if (!parts.before.empty() && (!code_of(parts.before) || !parts.after.empty()))
    return std::nullopt;
  if (!parts.after.empty() && !code_of(parts.after)) return std::nullopt;
  return number_of(parts.number);
}

std::string currency_beside(std::string_view written) {
  const Parts parts = parts_of(trim(written));
  const std::string_view beside = parts.before.empty() ? parts.after : parts.before;
  // A dollar may be that of many countries: it says nothing that the list has not said.
  return beside == "$" ? "" : code_of(beside).value_or("");
}

std::optional<std::string> decimal_amount(std::string_view written) {
  const std::string_view text = trim(written);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view parts = point == text.npos ? "" : text.substr(point + 1);
  const auto is_digits = [](std::string_view digits) {
    return digits.find_first_not_of("0123456789") == digits.npos;
  };
  if (whole.empty() || !is_digits(whole) || !is_digits(parts)) return std::nullopt;
  if (point != text.npos && parts.empty()) return std::nullopt;
  return joined(std::string(whole), parts);
}

std::optional<std::string> amount(double number) {
  if (!std::isfinite(number) || number < 0 || number > kAmountMax) return std::nullopt;
  const auto cents = static_cast<std::uint64_t>(std::llround(number * 100));
  if (cents == 0 && number > 0) return std::nullopt;  // less than can be paid is not free
  std::string text = std::to_string(cents / 100);
  if (cents % 100 != 0) {
    const std::string parts = std::to_string(cents % 100);
    text += "." + std::string(2 - parts.size(), '0') + parts;
  }
  return text;
}

}  // namespace aan::worker::list
