#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aan::store_sql {

// A row as one line of PostgreSQL's COPY text format (SQL COPY, "Text Format"): fields apart by
// tabs, `\N` for nothing, a backslash before what would be mistaken.

/// Appends a field; `first` of its line has no tab before it.
void append_field(std::string& line, std::optional<std::string_view> field, bool is_first);
/// The fields of a line. Nothing when the line cannot have been written so.
std::optional<std::vector<std::optional<std::string>>> parse_fields(std::string_view line);

}  // namespace aan::store_sql
