#pragma once
#include <string_view>
#include <vector>

namespace aan::tax {

/// The time zones of a country by their names in the time zone database, the one of most people
/// first: to propose one, never to decide. Empty for a country where nobody lives, or none.
[[nodiscard]] std::vector<std::string_view> zones_of(std::string_view country);

}  // namespace aan::tax
