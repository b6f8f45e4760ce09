#include "domain/catalog/price.hpp"

#include <algorithm>

namespace aan::catalog {
namespace {

std::unexpected<Error> too_high(const Asset& asset) {
  return refuse(Errc::invalid, "price",
                "The highest price of a book is " + decimal({kPriceUnitsMax, asset}) + " " +
                    std::string(asset.code()) + ".");
}

// Digits, and perhaps a point and more digits, of any length.
bool is_amount(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto point = std::ranges::find(text, '.');
  return !text.empty() && is_digit(text[0]) && std::all_of(text.begin(), point, is_digit) &&
         (point == text.end() || std::all_of(point + 1, text.end(), is_digit));
}

}  // namespace

Result<> check_price(const Money& price) {
  if (price.amount < 0) return refuse(Errc::invalid, "price", "A price is never below zero.");
  if (price.amount > kPriceUnitsMax) return too_high(price.asset);
  return {};
}

Result<Money> parse_price(std::string_view text, const Asset& asset) {
  if (text == "free") return Money{0, asset};
  // Longer than any price: the limit is what is wrong with it, not the way it is written.
  const std::size_t whole_digits = std::min(text.find('.'), text.size());
  if (is_amount(text) && whole_digits > 12) return too_high(asset);
  const auto price = parse_decimal(text, asset);
  if (!price)
    return refuse(Errc::invalid, "price",
                  price.error().safe + " Or write free, or none for a price not set.");
  AAN_TRY(check_price(*price));
  return *price;
}

}  // namespace aan::catalog
