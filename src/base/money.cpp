#include "base/money.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/check.hpp"
#include "base/whole_number.hpp"

namespace aan {
namespace {

struct Row {
  std::string_view code;
  std::int8_t exponent;
};

// ISO 4217 currencies that shops price in; the exponent is the standard's minor unit.
constexpr std::array kCurrencies = {
    Row{"AED", 2}, Row{"ARS", 2}, Row{"AUD", 2}, Row{"BDT", 2}, Row{"BGN", 2}, Row{"BHD", 3},
    Row{"BRL", 2}, Row{"CAD", 2}, Row{"CHF", 2}, Row{"CLP", 0}, Row{"CNY", 2}, Row{"COP", 2},
    Row{"CZK", 2}, Row{"DKK", 2}, Row{"EGP", 2}, Row{"EUR", 2}, Row{"GBP", 2}, Row{"GEL", 2},
    Row{"HKD", 2}, Row{"HUF", 2}, Row{"IDR", 2}, Row{"ILS", 2}, Row{"INR", 2}, Row{"IQD", 3},
    Row{"ISK", 0}, Row{"JOD", 3}, Row{"JPY", 0}, Row{"KES", 2}, Row{"KRW", 0}, Row{"KWD", 3},
    Row{"KZT", 2}, Row{"LKR", 2}, Row{"LYD", 3}, Row{"MAD", 2}, Row{"MXN", 2}, Row{"MYR", 2},
    Row{"NGN", 2}, Row{"NOK", 2}, Row{"NZD", 2}, Row{"OMR", 3}, Row{"PEN", 2}, Row{"PHP", 2},
    Row{"PKR", 2}, Row{"PLN", 2}, Row{"RON", 2}, Row{"RSD", 2}, Row{"SAR", 2}, Row{"SEK", 2},
    Row{"SGD", 2}, Row{"THB", 2}, Row{"TND", 3}, Row{"TRY", 2}, Row{"TWD", 2}, Row{"UAH", 2},
    Row{"UGX", 0}, Row{"USD", 2}, Row{"UYU", 2}, Row{"VND", 0}, Row{"XAF", 0}, Row{"XOF", 0},
    Row{"ZAR", 2},
};
static_assert(std::ranges::is_sorted(kCurrencies, {}, &Row::code));

}  // namespace

std::optional<Asset> find_asset(std::string_view code) {
  const auto row = std::ranges::lower_bound(kCurrencies, code, {}, &Row::code);
  if (row == kCurrencies.end() || row->code != code) return std::nullopt;
  Asset asset;
  std::memcpy(asset.code_, code.data(), code.size());
  asset.size_ = static_cast<std::uint8_t>(code.size());
  asset.exponent_ = row->exponent;
  return asset;
}

Money Money::negated() const {
  AAN_CHECK(amount != INT64_MIN);
  return {-amount, asset};
}

Result<Money> add(const Money& a, const Money& b) {
  Money sum{0, a.asset};
  if (!(a.asset == b.asset))
    return refuse(Errc::invalid, "money.add", "Amounts in two currencies cannot be added.");
  if (__builtin_add_overflow(a.amount, b.amount, &sum.amount))
    return refuse(Errc::invalid, "money.add", "The amount is too large.");
  return sum;
}

Result<Money> subtract(const Money& a, const Money& b) {
  if (b.amount == INT64_MIN) return refuse(Errc::invalid, "money", "The amount is too large.");
  return add(a, b.negated());
}

Result<Money> parse_decimal(std::string_view text, const Asset& asset) {
  const std::string sentence = "Write an amount in " + std::string(asset.code()) + " like " +
                               decimal({asset.exponent() == 0 ? 500 : 499, asset}) +
                               ", with at most " + std::to_string(asset.exponent()) +
                               " digits after the point.";
  const auto point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view fraction =
      point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  const auto digits = [](std::string_view s) {
    return std::ranges::all_of(s, [](char c) { return c >= '0' && c <= '9'; });
  };
  const bool shape = !whole.empty() && whole.size() <= 12 && digits(whole) && digits(fraction) &&
                     (point == std::string_view::npos || !fraction.empty()) &&
                     fraction.size() <= static_cast<std::size_t>(asset.exponent());
  if (!shape) return refuse(Errc::invalid, "money.parse", sentence);
  std::string all{whole};
  all += fraction;
  all.append(static_cast<std::size_t>(asset.exponent()) - fraction.size(), '0');
  return Money{AAN_TRY(parse_minor_units(all)), asset};
}

std::string decimal(const Money& money) {
  const bool negative = money.amount < 0;
  std::string digits = std::to_string(money.amount);
  if (negative) digits.erase(0, 1);
  const auto exponent = static_cast<std::size_t>(money.asset.exponent());
  if (exponent > 0) {
    if (digits.size() <= exponent) digits.insert(0, exponent + 1 - digits.size(), '0');
    digits.insert(digits.size() - exponent, 1, '.');
  }
  return negative ? "-" + digits : digits;
}

Result<std::int64_t> parse_minor_units(std::string_view text) {
  const auto value = parse_whole_number(text);
  if (!value || text.size() > 19)
    return refuse(Errc::invalid, "money.parse", "Not an amount in minor units, such as \"1999\".");
  return *value;
}

}  // namespace aan
