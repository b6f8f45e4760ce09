#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/time_zone.hpp"
#include "ports/ledger_store.hpp"
#include "service/room.hpp"

namespace aan::service {

/// More lines than this are not put into one export.
inline constexpr std::size_t kExportLinesMax = 200'000;

/// The journal of a span of time: every line of it, and what each account moved by them. Lines of
/// all spans together make the balances of the ledger, to the last unit.
struct SalesExport {
  std::vector<ports::JournalLine> lines;
  std::vector<ledger::Balance> sums;  ///< per account and currency
};
/// Of one book, in one snapshot. Errors: too_large "export_too_large" beyond `kExportLinesMax`.
Result<SalesExport> export_sales(const Room& room, ledger::Book book, Timestamp from,
                                 Timestamp until);
/// The same as CSV (RFC 4180): at, order, kind, account, amount, currency. No text of a stranger is
/// in it.
std::string csv_of(const SalesExport& sales);

/// The currencies in which something moved, `own` first, whether or not anything did in it. Amounts
/// of two currencies are never added.
std::vector<Asset> currencies_in(const SalesExport& sales, const Asset& own);

/// What was sold on one day of the shop, in one currency: sales, and what of them went back to
/// buyers or was lost to banks.
struct SalesDay {
  CivilDate day;
  Money sold;
  Money returned;
};
/// Every day of the span, also those without sales. Of what `export_sales` gave.
std::vector<SalesDay> days_of(const SalesExport& sales, const Asset& currency, Timestamp from,
                              Timestamp until, const TimeZone& zone = shop_zone());

/// A month of the shop as it is asked for.
struct Month {
  std::string name;  ///< "2026-11"
  Timestamp from;
  Timestamp until;
};
/// "2026-11". Errors: invalid "month".
Result<Month> parse_month(std::string_view text, const TimeZone& zone = shop_zone());
Month month_of(Timestamp at, const TimeZone& zone = shop_zone());
/// The month before or after.
Month neighbour(const Month& month, int by, const TimeZone& zone = shop_zone());

}  // namespace aan::service
