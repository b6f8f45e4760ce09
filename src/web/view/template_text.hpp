#pragma once
#include <string>
#include <string_view>

#include "web/view/locale.hpp"

namespace aan::web {

/// A template as ctemplate gets it: {{T_key}} is replaced by the text of the locale, escaped, in
/// which {placeholder} becomes the variable {{PLACEHOLDER}} and [label](/path) or
/// [label]({placeholder}) a link; {{A_name}} by the address of an asset. A key or asset that does
/// not exist ends the program.
std::string resolve_template(std::string_view file, const Locale& locale);

}  // namespace aan::web
