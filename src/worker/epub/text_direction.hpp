#pragma once
#include <string_view>

namespace aan::worker::epub {

/// Whether texts of a language (BCP 47) are written from right to left.
[[nodiscard]] bool is_right_to_left(std::string_view language);

}  // namespace aan::worker::epub
