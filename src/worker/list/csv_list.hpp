#pragma once
#include <string>
#include <vector>

#include "domain/catalog/list_bundle.hpp"
#include "worker/list/row_maker.hpp"
#include "worker/list/source.hpp"

namespace aan::worker::list {

/// What was read, beside the rows.
struct ListFacts {
  catalog::ListFormat format = catalog::ListFormat::csv;
  std::vector<std::string> notes;  ///< of the whole list: "Columns that were not used: ..."
  std::vector<catalog::ListBundle> bundles;  ///< at most `catalog::kListBundlesMax`
};

/// Reads a CSV file whose first line names its columns, in any order and with whatever others:
/// the columns of `data/SOURCES.md`, those of the reference implementation, those of our own
/// export, and with `is_gumroad` those of an export of Gumroad, of which everything about buyers
/// is passed over. Errors: invalid (no column is a title), those of the source and of `take`.
Result<ListFacts> read_csv_list(Source& source, bool is_gumroad, const TakeRow& take);
/// Whether a first line is one of Gumroad.
bool is_gumroad_head(std::string_view line);

}  // namespace aan::worker::list
