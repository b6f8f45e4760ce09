#pragma once
#include <optional>
#include <string>
#include <utility>

#include "base/money.hpp"
#include "domain/tax/regime.hpp"
#include "web/view/locale.hpp"

namespace aan::web {

/// How a sale is taxed, as its pages say it.
struct TaxShown {
  tax::Treatment treatment = tax::Treatment::none;
  std::string country;   ///< ISO code of whose tax it is
  std::int64_t bps = 0;  ///< the rate
  Money amount;          ///< part of the total
  Money added;           ///< what it changed in the total
};

/// A line among the amounts of a sale: its name and its amount. `is_part`: it is held by the total
/// and not added to the lines above.
struct TaxRow {
  std::string name;
  Money amount;
  bool is_part = false;
};
/// Nothing where there is nothing to say.
std::optional<TaxRow> tax_row(const Locale& locale, const TaxShown& tax);

}  // namespace aan::web
