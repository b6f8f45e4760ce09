#pragma once
#include <string>
#include <string_view>

namespace aan::catalog {

// A spreadsheet takes a cell that begins with = + - or @ for a formula, which may send what stands
// beside it elsewhere. An apostrophe before it makes it text, for spreadsheets and for us.

/// A cell as it is written to a CSV file: with one more apostrophe where it would be a formula, or
/// would be read as one that was guarded.
[[nodiscard]] std::string guarded_cell(std::string_view cell);
/// The inverse: a cell of a CSV file without the apostrophe that guards it.
[[nodiscard]] std::string_view unguarded_cell(std::string_view cell);

}  // namespace aan::catalog
