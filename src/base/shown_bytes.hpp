#pragma once
#include <string>
#include <string_view>

namespace aan {

/// UTF-8 for a person to recognise `text` by, whatever bytes it is of: each that belongs to no
/// character becomes `\xNN`, as `printf` and shells read it.
[[nodiscard]] std::string with_bytes_shown(std::string_view text);

}  // namespace aan
