#pragma once
#include <string>
#include <string_view>

namespace aan::catalog {

/// The language without its region or script, in small letters: "en-GB" -> "en". Readers look for a
/// language; where it is spoken stands on the book's own page.
[[nodiscard]] std::string primary_language(std::string_view tag);

}  // namespace aan::catalog
