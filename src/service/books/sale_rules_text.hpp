#pragma once
#include <string>

#include "base/result.hpp"
#include "domain/catalog/sale_rules.hpp"
#include "service/typed_moment.hpp"

namespace aan::service {

/// Dates as an operator types them (`parse_moment`): a day counts from its beginning, and "until" a
/// day to its end. Empty: none.
struct SaleDatesText {
  std::string from;
  std::string until;
  std::string release;
};

/// Puts typed dates into `rules`; the territory stays. Errors: invalid "sale_moment".
Result<> read_dates(const SaleDatesText& text, catalog::SaleRules& rules);

/// Puts a typed territory into `rules`; the dates stay. `territory`: everywhere, only or except;
/// `countries`: codes with commas or blanks between, in any case. Errors: invalid
/// "sale_countries".
Result<> read_territory(const std::string& territory, const std::string& countries,
                        catalog::SaleRules& rules);

}  // namespace aan::service
