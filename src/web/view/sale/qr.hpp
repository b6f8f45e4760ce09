#pragma once
#include <string_view>

#include "web/view/html.hpp"

namespace aan::web {

/// A QR code as one SVG element, four modules of white around it. `label` is what it says to
/// those who cannot see it. Empty when `text` does not fit into a code.
Html qr_code(std::string_view text, std::string_view label);

}  // namespace aan::web
