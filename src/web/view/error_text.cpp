#include "web/view/error_text.hpp"

#include <algorithm>
#include <array>

#include "web/view/sale/country_choices.hpp"

namespace aan::web {
namespace {

constexpr std::array kKnownStatuses = {400, 403, 404, 405, 409, 410, 413, 414,
                                       415, 417, 421, 429, 431, 500, 503};

int known_status(int status) {
  if (std::ranges::find(kKnownStatuses, status) != kKnownStatuses.end()) return status;
  if (status == 502 || status == 504) return 503;
  return status >= 400 && status < 500 ? 400 : 500;
}

// The values "minimum_amount" and "minimum_currency" fill {minimum} as an amount of money.
void fill_money(std::string& text, const ErrorValues& values, const Locale& locale) {
  constexpr std::string_view kAmount = "_amount";
  for (const auto& [name, value] : values) {
    if (!name.ends_with(kAmount) || !std::holds_alternative<std::int64_t>(value)) continue;
    const std::string of = name.substr(0, name.size() - kAmount.size());
    const auto code = std::ranges::find(values, of + "_currency", &ErrorValue::name);
    if (code == values.end() || !std::holds_alternative<std::string>(code->value)) continue;
    const auto asset = find_asset(std::get<std::string>(code->value));
    const std::string mark = "{" + of + "}";
    if (const auto at = text.find(mark); asset && at != text.npos)
      text.replace(at, mark.size(), locale.money({std::get<std::int64_t>(value), *asset}));
  }
}

// The value "until_unix", seconds, fills {until} as a time of day; "when_unix" {when} with its
// date.
void fill_times(std::string& text, const ErrorValues& values, const Locale& locale) {
  constexpr std::string_view kUnix = "_unix";
  for (const auto& [name, value] : values) {
    if (!name.ends_with(kUnix) || !std::holds_alternative<std::int64_t>(value)) continue;
    const std::string mark = "{" + name.substr(0, name.size() - kUnix.size()) + "}";
    const Timestamp at = Timestamp::from_unix_seconds(std::get<std::int64_t>(value));
    if (const auto place = text.find(mark); place != text.npos)
      text.replace(place, mark.size(),
                   mark == "{when}" ? locale.date_time(at) : locale.time_of_day(at));
  }
}

std::string filled(std::string text, const ErrorValues& values, const Locale& locale) {
  fill_money(text, values, locale);
  fill_times(text, values, locale);
  for (const auto& [name, value] : values) {
    const std::string mark = "{" + name + "}";
    const std::string words =
        std::holds_alternative<std::int64_t>(value) ? locale.number(std::get<std::int64_t>(value))
        : name == "country" ? country_of_english(locale, std::get<std::string>(value))
                            : std::get<std::string>(value);
    if (const auto at = text.find(mark); at != text.npos) text.replace(at, mark.size(), words);
  }
  return text;
}

}  // namespace

ErrorText error_text(const Locale& locale, const Problem& problem) {
  const std::string status = std::to_string(known_status(problem.status));
  const Error& error = problem.error;
  const auto of_reason = [&](std::string_view family) {
    return error.reason.empty() ? nullptr : locale.find(std::string(family) + error.reason);
  };
  const std::string* heading = of_reason("error_head.");
  const std::string* sentence = of_reason("error.");
  const std::string* what_to_do = of_reason("error_do.");
  return {heading != nullptr ? *heading : locale.text("error_head." + status),
          filled(sentence != nullptr ? *sentence : locale.text("error_text." + status),
                 error.values, locale),
          what_to_do != nullptr ? *what_to_do : locale.text("error_do." + status)};
}

std::string retry_text(const Locale& locale, int seconds) {
  constexpr int kMinute = 60;
  if (seconds < 2 * kMinute) return locale.plural("error_retry", seconds);
  return locale.plural("error_retry_minutes", (seconds + kMinute - 1) / kMinute);
}

}  // namespace aan::web
