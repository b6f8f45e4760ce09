#pragma once
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/catalog/list_row.hpp"

namespace aan::catalog {

/// A row as a frame, in one order: rows that say the same are the same bytes.
std::string encode_list_row(const ListRow& row);
/// A row from a frame that a worker wrote, which a hostile file may have taken over: text is clean
/// and within its limits, an ISBN is one, files are named by CIDs. Errors: upstream_malformed.
Result<ListRow> parse_list_row(std::string_view frame);

}  // namespace aan::catalog
