#pragma once
#include <string_view>

namespace aan::tax {

/// The currency that people pay with in a country, by its ISO 4217 code: to propose one, never to
/// decide. Empty for a country whose currency the shop does not know.
[[nodiscard]] std::string_view currency_of(std::string_view country);

}  // namespace aan::tax
