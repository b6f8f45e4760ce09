#include "domain/catalog/price.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "domain/catalog/typed_amount.hpp"

namespace aan::catalog {
namespace {

std::unexpected<Error> too_high(const Asset& asset) {
  return refuse(Errc::invalid, "price",
                "The highest price of a book is " + decimal({kPriceUnitsMax, asset}) + " " +
                    std::string(asset.code()) + ".");
}

std::unexpected<Error> wrong(const std::string& sentence, std::string field) {
  return refuse(Errc::invalid, "price", sentence, {}, {{"field", std::move(field)}});
}

ErrorValues limit(const Money& money) {
  return {{"limit_amount", money.amount}, {"limit_currency", std::string(money.asset.code())}};
}

std::string in_words(const Money& money) {
  return decimal(money) + " " + std::string(money.asset.code());
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

Result<> check_terms(const PriceTerms& terms, const Asset& currency) {
  for (const std::optional<Money>& money : {terms.price, terms.suggested, terms.compare_at}) {
    if (!money) continue;
    if (!(money->asset == currency))
      return wrong("This shop sells in " + std::string(currency.code()) + "; give the price in it.",
                   "price");
    AAN_TRY(check_price(*money));
  }
  if (!terms.price && (terms.buyer_sets_price || terms.suggested || terms.compare_at))
    return wrong("Without a price there is nothing to suggest or to compare with.", "price");
  if (terms.suggested && !terms.buyer_sets_price)
    return wrong("A suggestion is for books whose price the buyer sets.", "suggested");
  if (terms.suggested && terms.suggested->amount < terms.price->amount)
    return wrong("The suggestion is below the least price.", "suggested");
  if (terms.compare_at && terms.buyer_sets_price)
    return wrong("A price that the buyer sets has none to compare with.", "compare_at");
  if (terms.compare_at && terms.compare_at->amount <= terms.price->amount)
    return wrong("The price to compare with must be higher than the price.", "compare_at");
  return {};
}

Result<> check_chosen(const PriceTerms& terms, const Money& amount) {
  const Money least = terms.price.value_or(Money{0, amount.asset});
  if (!(amount.asset == least.asset))
    return refuse(Errc::invalid, "price", "Give the amount in the currency of the price.",
                  "amount_currency");
  if (amount.amount < least.amount)
    return refuse(Errc::invalid, "price", "The least for this book is " + in_words(least) + ".",
                  "amount_below_minimum", limit(least));
  const Money most{kPriceUnitsMax, least.asset};
  if (amount.amount > most.amount)
    return refuse(Errc::invalid, "price", "The most for one book is " + in_words(most) + ".",
                  "amount_above_maximum", limit(most));
  return {};
}

Result<Money> parse_typed_amount(std::string_view text, const Asset& asset) {
  auto money = parse_decimal(plain_amount(text, asset), asset);
  if (money) return *money;
  return refuse(Errc::invalid, "price", "This is no amount: write it in digits, such as 8.00.",
                "amount_unreadable");
}

Result<Money> parse_price(std::string_view typed, const Asset& asset) {
  const std::string text = plain_amount(typed, asset);
  if (lower_ascii(trim(text)) == "free") return Money{0, asset};
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
