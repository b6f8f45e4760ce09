#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/catalog/reading_copy.hpp"

namespace aan::web {

/// Key of what a way to a book on pages says: that it begins, goes on, or, of one that was read
/// through, begins again. `share`: millionths that were read; nothing: not begun.
[[nodiscard]] constexpr std::string_view reading_label(const std::optional<std::int64_t>& share) {
  if (!share) return "read_here";
  return *share < catalog::kWholeBook ? "read_go_on" : "read_again";
}

/// Where it leads: `path` goes on where reading was left off.
[[nodiscard]] inline std::string reading_way(const std::string& path,
                                             const std::optional<std::int64_t>& share) {
  return reading_label(share) == "read_again" ? path + "/1" : path;
}

}  // namespace aan::web
