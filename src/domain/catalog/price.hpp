#pragma once
#include <optional>
#include <string_view>

#include "base/money.hpp"

namespace aan::catalog {

/// The highest price of one book, in the currency's minor unit: 100,000,000.00 USD or
/// 10,000,000,000 JPY. Above it is a slip of the keyboard, and below it a full cart, every line at
/// the limit, stays far from where 64 bits and the numbers of JavaScript end.
inline constexpr std::int64_t kPriceUnitsMax = 10'000'000'000;

/// What one revision of an offer says about money. All amounts in the currency of the price.
struct PriceTerms {
  PriceTerms() = default;
  // NOLINTBEGIN(google-explicit-constructor): a plain price is the usual terms.
  PriceTerms(const Money& plain) : price(plain) {}
  PriceTerms(std::optional<Money> plain) : price(plain) {}
  // NOLINTEND(google-explicit-constructor)

  /// Nothing: price not set, cannot be bought. Zero: free. The least that may be paid when the
  /// buyer sets the price; zero is allowed there too.
  std::optional<Money> price;
  bool buyer_sets_price = false;    ///< pay what you want, from `price` up
  std::optional<Money> suggested;   ///< what stands in the buyer's field at first
  std::optional<Money> compare_at;  ///< a price from before, shown struck through
  friend bool operator==(const PriceTerms&, const PriceTerms&) = default;
};

/// Errors: invalid, with a sentence for the operator: another currency, a price out of range, a
/// suggestion below the least price or without one, a price to compare with that is not higher.
Result<> check_terms(const PriceTerms& terms, const Asset& currency);

/// Whether a buyer may pay `amount` for an offer whose price the buyer sets. Errors: invalid with
/// reason "amount_below_minimum" or "amount_above_maximum" and the limit as "limit_amount" and
/// "limit_currency"; "amount_currency" for another currency than the offer's.
Result<> check_chosen(const PriceTerms& terms, const Money& amount);

/// What a buyer types: "8", "8.00", "8,00", "$8" (`plain_amount`). Errors: invalid with
/// reason "amount_unreadable".
Result<Money> parse_typed_amount(std::string_view text, const Asset& asset);

/// Errors: invalid when the price is negative or above the limit.
Result<> check_price(const Money& price);

/// What an operator writes: "4.99", "4,99", "€5" (`plain_amount`), "free" or "0". Errors: invalid
/// with what is allowed.
Result<Money> parse_price(std::string_view typed, const Asset& asset);

}  // namespace aan::catalog
