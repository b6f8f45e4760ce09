#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "domain/catalog/book_view.hpp"
#include "ports/source_store.hpp"
#include "service/books/import_list.hpp"

namespace aan::service {

/// What the pages of a book say differently than before, field by field, shortened to what a line
/// of a report holds. Prices are amounts with their currency: "4.99 USD".
std::vector<FieldChange> changes_between(const catalog::BookDetail& before,
                                         const catalog::BookDetail& after);

/// What a report says of a row whose price was taken, as it should be: no remark is kept of it.
inline constexpr std::string_view kPricesTaken = "Its prices are those of the list now.";
inline constexpr std::string_view kPriceGiven =
    "It had no price and has the one that was given with the list.";

/// What of reports is kept with their run, each kind apart, and the counts of all added to the run.
/// Kept are as many as there is room for; all are counted.
struct Findings {
  std::vector<ports::ListFinding> refused;
  std::vector<ports::ListFinding> changed;
  std::vector<ports::ListFinding> remarks;
  std::int64_t refused_before = 0;  ///< the run's counts as they were
  std::int64_t changed_before = 0;
  std::int64_t remarks_before = 0;
};
/// What is said of one row that came in, or of the whole list (no row).
ports::ListFinding remark_on(const RowReport& row, std::string_view said);
Findings take_findings(const std::vector<RowReport>& reports, ports::ListRun& run);

/// The findings of a run as CSV with its first line, one finding on a line.
std::string csv_of(const std::vector<ports::ListFinding>& findings);

}  // namespace aan::service
