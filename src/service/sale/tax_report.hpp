#pragma once
#include <string>
#include <vector>

#include "base/time_zone.hpp"
#include "domain/ledger/journal.hpp"
#include "service/sale/tax_place.hpp"

namespace aan::service {

/// What was sold and given back in a time, by place, treatment and rate, as the journal has it: the
/// rows sum to what its accounts have moved in that time.
struct TaxReport {
  Timestamp from;
  Timestamp until;
  std::vector<ledger::TaxRow> rows;
};

/// `until` is not part of it any more. `book`: real money, or play money. Errors: invalid when
/// nothing lies between the two.
Result<TaxReport> tax_report(const Room& room, ledger::Book book, Timestamp from, Timestamp until);

/// The same as CSV (RFC 4180), as `aan tax export --csv` prints it: from, until, country,
/// treatment, rate_percent, currency, orders, sold, given_back, net, tax. No text of a stranger is
/// in it. Errors: those of sums that do not fit.
Result<std::string> csv_of(const TaxReport& report);

/// A quarter of a year of the shop: what tax is declared by in the one-stop shop of the European
/// Union.
struct Quarter {
  std::string name;  ///< "2026-Q4"
  Timestamp from;
  Timestamp until;
};
/// "2026-Q4". Errors: invalid "quarter".
Result<Quarter> parse_quarter(std::string_view text, const TimeZone& zone = shop_zone());
Quarter quarter_of(Timestamp at, const TimeZone& zone = shop_zone());
/// The quarter before or after.
Quarter neighbour(const Quarter& quarter, int by, const TimeZone& zone = shop_zone());

/// A sale whose place is in doubt, with all its evidence.
struct DoubtfulSale {
  sales::Order order;
  std::vector<tax::Evidence> evidence;
};

/// Paid orders whose evidence contradicts itself, newest first, at most 1,000; with `only_one`
/// those that have one piece alone.
Result<std::vector<DoubtfulSale>> doubtful_sales(const Room& room, bool only_one);

}  // namespace aan::service
