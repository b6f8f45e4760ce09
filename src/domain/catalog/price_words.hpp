#pragma once
#include <string>

#include "base/money.hpp"
#include "base/result.hpp"

namespace aan::catalog {

/// What the sentence of the reason "desk_price" names: the currency, and an amount as it is written
/// in it ("4.99", "500" where there are no smaller coins).
inline ErrorValues price_words(const Asset& currency) {
  std::string example = "500";
  if (currency.exponent() > 0)
    example = "4." + std::string(static_cast<std::size_t>(currency.exponent()), '9');
  return {{"currency", std::string(currency.code())}, {"example", example}};
}

}  // namespace aan::catalog
