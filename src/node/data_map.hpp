#pragma once
#include <span>
#include <string>
#include <string_view>

namespace aan::node {

/// One kind of data about people that a shop keeps.
struct DataKind {
  /// "table.column", or a table, or several with commas; "log" and "memory" for what is no table.
  std::string_view where;
  std::string_view what;
  std::string_view why;
  std::string_view until;
  std::string_view how;  ///< how it is kept from others
};
/// All of them. A test fails when a sealed column of the schema is missing here, or a table that is
/// not known to hold nothing of people.
std::span<const DataKind> data_kinds();
/// The same as a page.
std::string data_map_markdown();

}  // namespace aan::node
