#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace aan::catalog {

/// Canonical 13 digits of an ISBN-10 or ISBN-13 in any usual writing (blanks, hyphens, "urn:isbn:",
/// "ISBN"), with its check digit verified; nothing when it is not one. ISO 2108.
std::optional<std::string> canonical_isbn(std::string_view text);

}  // namespace aan::catalog
