#pragma once
#include <string>

#include "base/result.hpp"
#include "domain/catalog/sale_rules.hpp"

namespace aan::service {

/// Dates as an operator types them: "2027-03-01" (its first second in UTC), or
/// "2027-03-01T18:00:00Z"; empty: none.
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

/// "2027-03-01", or with its time where that is not midnight; empty: none.
std::string typed(const std::optional<Timestamp>& moment);

}  // namespace aan::service
