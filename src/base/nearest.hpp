#pragma once
#include <string>
#include <vector>

namespace aan {

/// The one of `known` that differs from `word` by the fewest slips of a typist, at most
/// `slips_max` of them; empty when none is so near. Case does not count.
[[nodiscard]] std::string nearest_of(const std::vector<std::string>& known, const std::string& word,
                                     std::size_t slips_max);

}  // namespace aan
