#pragma once
#include <optional>
#include <string>

#include "web/view/block.hpp"
#include "web/view/error_text.hpp"

namespace aan::web {

/// A price that a buyer wrote and that cannot be taken: it stands in its field, and why beside it.
struct WrongPrice {
  std::string typed;
  Problem problem;
};

/// AMOUNT, LEAST_TEXT, CURRENCY, and WRONG with PROBLEM: the field in which a buyer writes a price.
void fill_own_price(Block& block, const Money& least, const Money& shown,
                    const std::optional<WrongPrice>& wrong = std::nullopt);

}  // namespace aan::web
