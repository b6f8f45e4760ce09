#pragma once
#include <string_view>
#include <vector>

namespace aan::catalog {

/// The parts of a heading as libraries write them, trimmed and none empty: "Africa--Fiction" and
/// "Africa -- Fiction" are "Africa" and "Fiction". Two dashes part, with or without blanks around
/// them; a single one stays in its word. Each part is a view into `name`.
[[nodiscard]] std::vector<std::string_view> heading_parts(std::string_view name);

}  // namespace aan::catalog
