#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace aan::net {

enum class Plus : std::uint8_t { is_plus, is_blank };

/// Decodes %XX once; in forms '+' is a blank. nullopt for '%' without two hexadecimal digits and
/// for a result that is not UTF-8 or holds NUL.
std::optional<std::string> percent_decode(std::string_view text, Plus plus);

}  // namespace aan::net
