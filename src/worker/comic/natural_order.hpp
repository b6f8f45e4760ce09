#pragma once
#include <string_view>

namespace aan::worker {

/// Whether a name comes before another as people number files: runs of digits by their number,
/// letters of ASCII without their case, folders before what is in them. A strict weak order; equal
/// ones by their bytes.
[[nodiscard]] bool comes_before(std::string_view a, std::string_view b);

}  // namespace aan::worker
