#include "domain/catalog/about_rate.hpp"

#include <algorithm>
#include <limits>

#include "base/text.hpp"
#include "base/time_zone.hpp"

namespace aan::catalog {
namespace {

using Wide = __int128;

std::unexpected<Error> wrong(const std::string& what) {
  return refuse(Errc::invalid, "about_rate", what);
}

Wide ten_to(int exponent) {
  Wide value = 1;
  for (; exponent > 0; --exponent) value *= 10;
  return value;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

Result<> read_number(AboutRate& rate, std::string_view text, std::string_view whole) {
  const auto point = text.find('.');
  std::string digits(text.substr(0, point));
  const std::string_view decimals = point == text.npos ? "" : text.substr(point + 1);
  const bool is_plain = !digits.empty() && (point == text.npos || !decimals.empty()) &&
                        std::ranges::all_of(digits, is_digit) &&
                        std::ranges::all_of(decimals, is_digit);
  if (!is_plain)
    return wrong("“" + std::string(whole) +
                 "” is no rate: write how much one unit of the shop's currency is worth, with a "
                 "point, such as GBP=0.79.");
  digits += decimals;
  if (std::ssize(digits) > kRateDigitsMax || std::ssize(decimals) > kRateDecimalsMax)
    return wrong("“" + std::string(whole) + "” has too many digits: at most " +
                 std::to_string(kRateDigitsMax) + ", " + std::to_string(kRateDecimalsMax) +
                 " of them after the point.");
  for (const char c : digits) rate.scaled = rate.scaled * 10 + (c - '0');
  rate.digits = static_cast<int>(decimals.size());
  if (rate.scaled == 0)
    return wrong("“" + std::string(whole) +
                 "” is no rate: a currency is worth more than nothing. Decimals begin "
                 "with a point, such as GBP=0.79.");
  return {};
}

Result<AboutRate> parse_rate(std::string_view whole) {
  AboutRate rate;
  const auto equals = whole.find('=');
  const std::string code(whole.substr(0, equals));
  const auto asset = find_asset(code);
  if (equals == whole.npos || !asset)
    return wrong("“" + std::string(whole) +
                 "” is no rate of a currency that is known here: write its code (ISO 4217), an "
                 "equals sign and the rate without blanks, such as GBP=0.79.");
  rate.asset = *asset;
  std::string_view number = whole.substr(equals + 1);
  const auto at = number.find('@');
  if (at != number.npos) {
    const auto day = parse_rfc3339(std::string(number.substr(at + 1)) + "T00:00:00Z");
    if (!day)
      return wrong("“" + std::string(whole) +
                   "” has no day that there is: write it such as GBP=0.79@2026-11-26.");
    rate.set_at = *day;
    number = number.substr(0, at);
  }
  AAN_TRY(read_number(rate, number, whole));
  return rate;
}

}  // namespace

Result<std::vector<AboutRate>> parse_about_rates(std::string_view text) {
  std::vector<AboutRate> rates;
  std::string plain(text);
  std::ranges::replace(plain, ',', ' ');
  for (const std::string_view part : split(plain, ' ')) {
    const std::string_view one = trim(part);
    if (one.empty()) continue;
    if (rates.size() == kAboutRatesMax)
      return wrong("at most " + std::to_string(kAboutRatesMax) + " rates.");
    rates.push_back(AAN_TRY(parse_rate(one)));
  }
  std::ranges::sort(rates, {}, &AboutRate::asset);
  const auto twice = std::ranges::adjacent_find(rates, {}, &AboutRate::asset);
  if (twice != rates.end())
    return wrong("there are two rates for " + std::string(twice->asset.code()) + ".");
  return rates;
}

std::string text_of(const std::vector<AboutRate>& rates) {
  std::string text;
  for (const AboutRate& rate : rates) {
    std::string digits = std::to_string(rate.scaled);
    const auto decimals = static_cast<std::size_t>(rate.digits);
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    if (decimals > 0) digits.insert(digits.size() - decimals, ".");
    if (!text.empty()) text += ' ';
    text += std::string(rate.asset.code()) + "=" + digits;
    if (rate.set_at) text += "@" + write_day(civil_date(*rate.set_at));
  }
  return text;
}

bool is_old(const AboutRate& rate, Timestamp now) {
  return rate.set_at && now - *rate.set_at > kAboutRateOldAfter;
}

bool is_shown(const AboutRate& rate, Timestamp now) {
  return !rate.set_at || now - *rate.set_at <= kAboutRateShownFor;
}

std::optional<Money> about(const Money& amount, const AboutRate& rate) {
  if (amount.amount < 0) return std::nullopt;
  const int exponent = rate.asset.exponent() - amount.asset.exponent() - rate.digits;
  Wide product = static_cast<Wide>(amount.amount) * rate.scaled;
  if (exponent >= 0) {
    product *= ten_to(exponent);
  } else {
    const Wide divisor = ten_to(-exponent);
    product = (product + divisor / 2) / divisor;
  }
  if (product == 0 && amount.amount > 0) product = 1;
  if (product > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
  return Money{static_cast<std::int64_t>(product), rate.asset};
}

}  // namespace aan::catalog
