#pragma once
#include <string_view>

#include "base/money.hpp"

namespace aan::catalog {

/// The highest price of one book, in the currency's minor unit: 100,000,000.00 USD or
/// 10,000,000,000 JPY. Above it is a slip of the keyboard, and below it a full cart, every line at
/// the limit, stays far from where 64 bits and the numbers of JavaScript end.
inline constexpr std::int64_t kPriceUnitsMax = 10'000'000'000;

/// Errors: invalid when the price is negative or above the limit.
Result<> check_price(const Money& price);

/// What an operator writes: "4.99", "free" or "0". Errors: invalid with what is allowed.
Result<Money> parse_price(std::string_view text, const Asset& asset);

}  // namespace aan::catalog
