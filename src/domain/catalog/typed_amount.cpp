#include "domain/catalog/typed_amount.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace aan::catalog {
namespace {

struct Mark {
  std::string_view code;
  std::string_view mark;
};
// The longer ones of a currency first.
constexpr Mark kMarks[] = {
    {"AUD", "AU$"}, {"AUD", "A$"},   {"AUD", "$"},   {"BRL", "R$"},  {"CAD", "CA$"}, {"CAD", "C$"},
    {"CAD", "$"},   {"CHF", "SFr."}, {"CHF", "Fr."}, {"CNY", "CN¥"}, {"CNY", "¥"},   {"CZK", "Kč"},
    {"DKK", "kr."}, {"DKK", "kr"},   {"EUR", "€"},   {"GBP", "£"},   {"HKD", "HK$"}, {"HKD", "$"},
    {"HUF", "Ft"},  {"ILS", "₪"},    {"INR", "₹"},   {"JPY", "¥"},   {"JPY", "円"},  {"KRW", "₩"},
    {"MXN", "MX$"}, {"MXN", "$"},    {"NOK", "kr"},  {"NZD", "NZ$"}, {"NZD", "$"},   {"PHP", "₱"},
    {"PLN", "zł"},  {"SEK", "kr"},   {"SGD", "S$"},  {"SGD", "$"},   {"THB", "฿"},   {"TRY", "₺"},
    {"TWD", "NT$"}, {"TWD", "$"},    {"UAH", "₴"},   {"USD", "US$"}, {"USD", "$"},   {"VND", "₫"}};
constexpr std::size_t kGroup = 3;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool are_digits(std::string_view text) { return std::ranges::all_of(text, is_digit); }

// Blanks that do not break are blanks.
std::string with_plain_blanks(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::size_t size = 0;
    for (const std::string_view blank : {"\u00a0", "\u202f", "\u2009"})
      if (text.starts_with(blank)) size = blank.size();
    out += size > 0 ? ' ' : text[0];
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return out;
}

bool take_away(std::string_view& text, std::string_view mark) {
  const auto equal = [&](std::string_view part) { return lower_ascii(part) == lower_ascii(mark); };
  if (text.size() <= mark.size()) return false;
  if (equal(text.substr(0, mark.size())))
    text.remove_prefix(mark.size());
  else if (equal(text.substr(text.size() - mark.size())))
    text.remove_suffix(mark.size());
  else
    return false;
  text = trim(text);
  return true;
}

std::string_view without_mark(std::string_view text, const Asset& asset) {
  if (take_away(text, asset.code())) return text;
  for (const Mark& one : kMarks)
    if (one.code == asset.code() && take_away(text, one.mark)) break;
  return text;
}

// "1 234", "1'234" or with `mark` between groups of three: "1234". Empty: it is something else.
std::string without_groups(std::string_view whole) {
  const auto first = std::ranges::find_if_not(whole, is_digit);
  if (first == whole.end()) return std::string(whole);
  const auto parts = split(whole, *first);
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool is_good =
        i == 0 ? !parts[i].empty() && parts[i].size() <= kGroup : parts[i].size() == kGroup;
    if (!is_good || !are_digits(parts[i])) return {};
    out += parts[i];
  }
  return out;
}

}  // namespace

std::string plain_amount(std::string_view typed, const Asset& asset) {
  const std::string spaced = with_plain_blanks(typed);
  const std::string_view text = without_mark(trim(spaced), asset);
  const auto fits = [](char c) { return is_digit(c) || std::string_view(".,' ").contains(c); };
  if (text.empty() || !std::ranges::all_of(text, fits)) return std::string(typed);
  const auto last = text.find_last_of(".,");
  if (last == text.npos) {
    std::string whole = without_groups(text);
    return whole.empty() ? std::string(typed) : whole;
  }
  const std::string_view fraction = text.substr(last + 1);
  const bool is_repeated = text.find(text[last]) != last;
  const bool has_point = text[last] == '.' && !is_repeated;
  const bool has_decimals = has_point ? asset.exponent() > 0 || fraction.size() != kGroup
                                      : fraction.size() != kGroup && !is_repeated;
  if (!has_decimals) {
    // "1,234,567" is one number; "1,234" of a currency with decimals may be another one.
    const bool is_clear = is_repeated || asset.exponent() == 0;
    std::string whole = is_clear ? without_groups(text) : "";
    return whole.empty() ? std::string(typed) : whole;
  }
  const std::string whole = without_groups(text.substr(0, last));
  if (whole.empty() || !are_digits(fraction)) return std::string(typed);
  return whole + "." + std::string(fraction);
}

}  // namespace aan::catalog
