#include "web/view/sale/plain_words.hpp"

#include <optional>
#include <vector>

#include "base/money.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"
#include "base/whole_number.hpp"

namespace aan::web {
namespace {

constexpr std::string_view kDay = "2026-11-26";

bool is_day(std::string_view word) {
  return word.size() == kDay.size() && parse_rfc3339(std::string(word) + "T00:00:00Z");
}

// One word without the comma behind it.
std::string said(std::string_view word, const Locale& locale) {
  if (const auto at = parse_rfc3339(word)) return locale.date_time(*at);
  if (is_day(word)) return locale.partial_date(word);
  const std::string* known = locale.find("plain_word." + std::string(word));
  return known != nullptr ? *known : std::string(word);
}

std::string_view without_comma(std::string_view word) {
  if (word.ends_with(',')) word.remove_suffix(1);
  return word;
}

// "12.00" before "EUR".
std::optional<Money> money_at(const std::vector<std::string_view>& words, std::size_t i) {
  if (i + 1 >= words.size()) return std::nullopt;
  const auto asset = find_asset(without_comma(words[i + 1]));
  if (!asset) return std::nullopt;
  const auto money = parse_decimal(words[i], *asset);
  return money ? std::optional(*money) : std::nullopt;
}

// "1250" before "bps": "12.5 %". Empty: it is none.
std::string percent_at(const std::vector<std::string_view>& words, std::size_t i) {
  constexpr std::int64_t kPointsMax = 10'000;
  if (i + 1 >= words.size() || without_comma(words[i + 1]) != "bps") return {};
  const auto points = parse_whole_number(words[i]);
  if (!points || *points < 0 || *points > kPointsMax) return {};
  std::string text = std::to_string(*points / 100);
  if (const std::int64_t rest = *points % 100; rest != 0) {
    text += "." + std::to_string(rest / 10);
    if (rest % 10 != 0) text += std::to_string(rest % 10);
  }
  return text + " %";
}

}  // namespace

std::string plain_words(std::string_view text, const Locale& locale) {
  const auto words = split(text, ' ');
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += ' ';
    const std::string_view word = without_comma(words[i]);
    std::string_view last = words[i];
    if (const std::string percent = percent_at(words, i); !percent.empty()) {
      out += percent;
      last = words[++i];
    } else if (const auto money = money_at(words, i)) {
      out += locale.money(*money);
      last = words[++i];
    } else {
      out += said(word, locale);
    }
    if (last.ends_with(',')) out += ',';
  }
  return out;
}

}  // namespace aan::web
